-- wrk script of `./sluice bench`: CloudEvents of about 350 bytes with ids that never repeat, one a request, or BATCH of them as a
-- JSON array. Reads BATCH, INGEST_PATH, RUN (a number below 2^32, another one each time) and TOKEN (may be missing).
--
-- The load tool shares the machine with what it measures, so a request costs it little: each thread makes a pool of events
-- beforehand, without the first part of their ids, and a body is a stretch of the pool joined by that first part.

local batch = tonumber(os.getenv("BATCH") or "1")
local pool_size = 4096
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local pool = {}
local head, stem
local requests = 0

local syllables = { "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi", "xo", "zu" }
local types = { "order.placed", "order.cancelled", "payment.captured", "payment.failed", "cart.updated", "user.login", "stock.adjusted" }
local currencies = { "EUR", "USD", "GBP", "SEK", "JPY" }

local function word(length)
  local parts = {}
  for i = 1, length do parts[i] = syllables[math.random(#syllables)] end
  return table.concat(parts)
end

-- An event from behind its id's first part: strings, numbers, a flag, nested objects and arrays
local function event(index)
  return string.format(
    '%012x","source":"/shop/%d","type":"%s","specversion":"1.0","time":"%s.%03dZ","subject":"order-%d",'
      .. '"datacontenttype":"application/json","data":{"user":%d,"amount":%d.%02d,"currency":"%s","paid":%s,'
      .. '"note":"%s %s","items":[{"sku":"%s","n":%d}],"route":[[%d,%d],[%d,%d]]}}',
    index, math.random(20), types[math.random(#types)], os.date("!%Y-%m-%dT%H:%M:%S", os.time() - math.random(600)),
    math.random(999), math.random(100000), math.random(5000), math.random(300), math.random(99),
    currencies[math.random(#currencies)], math.random(2) == 1 and "true" or "false", word(3), word(4), word(3),
    math.random(9), math.random(90), math.random(90), math.random(90), math.random(90))
end

function init()
  local run = tonumber(os.getenv("RUN") or os.time()) % 4294967296
  math.randomseed(run + number)
  for i = 1, pool_size do pool[i] = event(i) end
  stem = string.format('{"id":"%08x-%04x-4', run, number)
  local lines = { "POST " .. os.getenv("INGEST_PATH") .. " HTTP/1.1", "Host: " .. wrk.headers["Host"], "Content-Type: application/json" }
  if os.getenv("TOKEN") then lines[#lines + 1] = "Authorization: Bearer " .. os.getenv("TOKEN") end
  lines[#lines + 1] = "Content-Length: "
  head = table.concat(lines, "\r\n")
end

function request()
  requests = requests + 1
  -- 24 bits of the request's number fill the two short groups of an id that looks like a version 4 UUID
  local first = stem .. string.format("%03x-8%03x-", math.floor(requests / 4096) % 4096, requests % 4096)
  local body
  if batch == 1 then
    body = first .. pool[requests % pool_size + 1]
  else
    local from = (requests * batch) % (pool_size - batch) + 1
    body = "[" .. first .. table.concat(pool, "," .. first, from, from + batch - 1) .. "]"
  end
  return head .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("RESULT requests=%d errors=%d refused=%d micros=%d p50=%d p99=%d", summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status, summary.duration,
    latency:percentile(50), latency:percentile(99)))
end
