-- Prints what Ardour itself reads from a session: SESSION_DIR=... SESSION_NAME=... ardour7-lua ardour_positions.lua
local function say(...)
  local cells = {}
  for _, value in ipairs({...}) do cells[#cells + 1] = tostring(value) end
  print(table.concat(cells, "\t"))
end

AudioEngine:set_backend("None (Dummy)", "", "")
local s = load_session(os.getenv("SESSION_DIR"), os.getenv("SESSION_NAME"))
assert(s)
say("RATE", Session:nominal_sample_rate())
for r in Session:get_routes():iter() do
  say("ROUTE", r:name(), r:presentation_info_ptr():color())
  for row in string.gmatch(r:comment(), "[^\n]+") do say("COMMENT", row) end
  local t = r:to_track()
  if not t:isnil() then
    for reg in t:playlist():region_list():iter() do
      say("REGION", reg:name(), reg:position():samples(), reg:length():samples(), reg:start():samples())
    end
    for list in Session:playlists():playlists_for_track(t):iter() do
      if list:name() ~= t:playlist():name() then
        for reg in list:region_list():iter() do
          say("TAKE", list:name(), reg:name(), reg:position():samples(), reg:length():samples())
        end
      end
    end
  end
end
for l in Session:locations():list():iter() do
  say("LOCATION", l:name(), l:start():samples(), l:is_mark(), l:is_range_marker())
end
close_session()
quit()
