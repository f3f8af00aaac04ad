-- wrk script: plans of random events, for random days around today, in random languages.
local languages = {"ja", "ja-x-easy", "en", "zh-Hans", "ko", "fil", "vi", "th", "pt", "es", "id"}
local function day()
  return os.date("%Y-%m-%d", os.time() + math.random(-90, 90) * 86400)
end
local plans = {
  function() return "child-born-in-japan/?birth=" .. day() .. "&born_in=japan&parents=both_foreign&leaving_in_60d=no" end,
  function() return "child-born-in-japan/?birth=" .. day() .. "&born_in=japan&parents=unsure&leaving_in_60d=unsure" end,
  function() return "moving-in/?move_date=" .. day() .. "&work_insurance=no&children=yes&planned_move_out=" .. day() end,
  function() return "residence-card-lost/?spr=no&known=" .. day() .. "&found_again=no" end,
  function() return "staying-longer/?stay_end=" .. day() .. "&stay_over_30d=yes&has_my_number_card=yes" end,
  function() return "going-abroad-for-a-while/?departure=" .. day() .. "&spr=no&stay_end=none&reentry=special&card_in_hand=yes" end,
}
math.randomseed(os.time())
request = function()
  return wrk.format("GET", "/" .. languages[math.random(#languages)] .. "/life/" .. plans[math.random(#plans)]())
end
