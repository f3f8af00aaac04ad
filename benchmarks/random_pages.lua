-- wrk script: a third each of home pages, help pages at random minutes of two weeks, and searches,
-- in random languages.
local languages = {"ja", "ja-x-easy", "en", "zh-Hans", "ko", "fil", "vi", "th", "pt", "es", "id"}
local speaks = {"ja", "en", "zh", "ko", "fil", "vi", "th", "pt", "es", "id", "ne"}
local asked = {"visa", "%E5%9C%A8%E7%95%99%E3%82%AB%E3%83%BC%E3%83%89", "%E3%82%B4%E3%83%9F%E3%81%AF%E3%81%84%E3%81%A4", "%EB%B9%84%EC%9E%90%20%EC%97%B0%EC%9E%A5",
  "gia%20han%20visa", "%E7%AD%BE%E8%AF%81%E5%BB%B6%E6%9C%9F", "hospital", "ni%C3%B1o", "%E0%B8%95%E0%B9%88%E0%B8%AD%E0%B8%A7%E0%B8%B5%E0%B8%8B%E0%B9%88%E0%B8%B2", "119", "kartu", "nothing like it"}
math.randomseed(os.time())
request = function()
  local language = languages[math.random(#languages)]
  local kind = math.random(3)
  if kind == 1 then
    return wrk.format("GET", "/" .. language .. "/")
  end
  if kind == 2 then
    local query = asked[math.random(#asked)]:gsub(" ", "%%20")
    return wrk.format("GET", "/" .. language .. "/search/?q=" .. query)
  end
  local day, hour, minute = math.random(1, 14), math.random(0, 23), math.random(0, 59)
  local at = string.format("2026-12-%02dT%02d:%02d", day, hour, minute)
  return wrk.format("GET", "/" .. language .. "/help/?speaks=" .. speaks[math.random(#speaks)] .. "&at=" .. at)
end
