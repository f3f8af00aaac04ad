-- wrk script: home and help pages in random languages, at random minutes of the next two weeks.
local languages = {"ja", "ja-x-easy", "en", "zh-Hans", "ko", "fil", "vi", "th", "pt", "es", "id"}
local speaks = {"ja", "en", "zh", "ko", "fil", "vi", "th", "pt", "es", "id", "ne"}
math.randomseed(os.time())
request = function()
  local language = languages[math.random(#languages)]
  if math.random(2) == 1 then
    return wrk.format("GET", "/" .. language .. "/")
  end
  local day, hour, minute = math.random(1, 14), math.random(0, 23), math.random(0, 59)
  local at = string.format("2026-12-%02dT%02d:%02d", day, hour, minute)
  return wrk.format("GET", "/" .. language .. "/help/?speaks=" .. speaks[math.random(#speaks)] .. "&at=" .. at)
end
