-- Accounts in public: limits by key, turns open at once and what they hold back, guests taken over by
-- an account, a user's data read out and deleted.

-- How often something was done in a window of time. Keys are hashed where they name a person or an
-- address. Unlogged: after a crash everybody begins anew, which costs less than a write-ahead entry a try.
create unlogged table rate_limits (
  key text primary key,
  ends_at timestamptz not null,
  count integer not null
);
create index rate_limits_by_end on rate_limits (ends_at);

-- Expired refresh tokens are swept.
create index refresh_tokens_by_expiry on refresh_tokens (expires_at);
