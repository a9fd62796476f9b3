-- What the ledger is compared by with what is stored beside it, and the view that lists where they do not agree.

alter table ai_calls
  -- The UTC day on whose budget the call was booked; null: on none.
  add column spent_day date,
  -- Of an answer that goes on: the attempt whose text it goes on from.
  add column continues integer,
  -- Of a job's call: which claim of the job made it.
  add column fence integer;
-- The attempt that wrote the text: an earlier one where a newer came to nothing. Null: before there was this column.
alter table chat_messages add column text_attempt integer;
alter table answer_versions add column text_attempt integer;

-- Of calls that are there already, what is known: a turn that was opened before midnight may have been booked a day earlier.
update ai_calls c set spent_day = coalesce(
    (select m.reserved_day from chat_messages m where m.id = c.message_id and m.attempt = c.attempt),
    (select j.reserved_day from jobs j where j.id = c.job_id and j.attempt = c.attempt),
    (c.opened_at at time zone 'UTC')::date)
where c.outcome in ('complete', 'truncated', 'stopped', 'failed') and not c.own_key
  and c.kind <> 'connection_test';

create index ai_calls_open on ai_calls (opened_at) where outcome is null;
create index ai_calls_by_end on ai_calls (closed_at) where closed_at is not null;
create index ai_calls_by_spent_day on ai_calls (user_id, spent_day) where spent_day is not null;

-- Where the ledger and the totals that are stored beside it do not agree. It is empty, unless something is wrong.
--
-- What counts. A call counts with prompt and completion tokens, reported or estimated, however it ended, a repair like its
-- first try. Three kinds count for the ledger alone: an abandoned call (its worker was killed, or its question was edited
-- while it was answered) and the others of its attempt, since nobody is charged for our failures; a connection test; and,
-- of the day's budget, a call on a user's own key.
--   message  an answer has the tokens of the attempt that wrote its text, and of what that attempt went on from. Answers
--            that were replaced are versions; what answered a text that was edited counts for chat, track and day alone.
--   version  the same of an earlier text of an answer.
--   job      the result of a job says what all calls of the claim that settled it took.
--   day      a user's day has the tokens of the calls that were booked on it, also those of chats and tracks that were
--            deleted and of guests that became this user. A call belongs to the day that its turn or job reserved on. Calls
--            of users that were deleted are nobody's, and their days are gone.
--   unbooked a call that an ended turn or job was written by is booked on no day.
--   place    a call is counted for another chat, track or user than its message: the chat's total, the track's and the
--            user's are sums of calls, and have each call of their messages.
--   no_call  an answer or a day has tokens, and the ledger no call.
-- `at` is when the last call ended that a row is about; by it recent rows are read quickly, of all kinds but `no_call`.
create view ledger_differences (kind, id, user_id, day, ledger, stored, at) as
select 'message', m.id, c.user_id, null::date, t.tokens, m.tokens_used, c.closed_at
from ai_calls c join chat_messages m on m.id = c.message_id
cross join lateral (
  select (case when bool_or(a.outcome = 'abandoned') then 0
      else coalesce(sum(coalesce(a.prompt_tokens, 0) + coalesce(a.completion_tokens, 0)), 0) end
    + coalesce((select v.tokens_used from answer_versions v
      where v.message_id = m.id and v.attempt = max(a.continues)), 0))::integer as tokens
  from ai_calls a where a.message_id = m.id and a.attempt = m.text_attempt) t
where c.closed_at is not null and m.text_attempt is not null
  and m.status in ('complete', 'truncated', 'stopped', 'failed')
  and not exists (select 1 from ai_calls o where o.message_id = c.message_id and o.id > c.id)
  and m.tokens_used is distinct from t.tokens
union all
select 'version', m.id, c.user_id, null, t.tokens, v.tokens_used, c.closed_at
from ai_calls c join chat_messages m on m.id = c.message_id
join answer_versions v on v.message_id = m.id
cross join lateral (
  select (case when bool_or(a.outcome = 'abandoned') then 0
      else coalesce(sum(coalesce(a.prompt_tokens, 0) + coalesce(a.completion_tokens, 0)), 0) end
    + coalesce((select w.tokens_used from answer_versions w
      where w.message_id = m.id and w.attempt = max(a.continues)), 0))::integer as tokens
  from ai_calls a where a.message_id = m.id and a.attempt = v.text_attempt) t
where c.closed_at is not null and v.text_attempt is not null
  and not exists (select 1 from ai_calls o where o.message_id = c.message_id and o.id > c.id)
  and v.tokens_used is distinct from t.tokens
union all
select 'job', j.id, c.user_id, null, t.tokens, (j.result ->> 'tokens_used')::integer, c.closed_at
from ai_calls c join jobs j on j.id = c.job_id
cross join lateral (
  select coalesce(sum(coalesce(a.prompt_tokens, 0) + coalesce(a.completion_tokens, 0)), 0)::integer
    as tokens
  from ai_calls a where a.job_id = j.id and a.fence = j.fence) t
where c.closed_at is not null and j.status = 'complete' and j.result ? 'tokens_used'
  and c.fence = j.fence
  and not exists (select 1 from ai_calls o where o.job_id = c.job_id and o.id > c.id)
  and (j.result ->> 'tokens_used')::integer is distinct from t.tokens
union all
select 'day', null, c.user_id, c.spent_day, t.tokens, d.spent, c.closed_at
from ai_calls c
left join usage_days d on d.user_id = c.user_id and d.day = c.spent_day
cross join lateral (
  select sum(coalesce(a.prompt_tokens, 0) + coalesce(a.completion_tokens, 0))::integer as tokens
  from ai_calls a where a.user_id = c.user_id and a.spent_day = c.spent_day) t
where c.closed_at is not null and c.spent_day is not null and c.user_id is not null
  and not exists (select 1 from ai_calls o
    where o.user_id = c.user_id and o.spent_day = c.spent_day and o.id > c.id)
  and coalesce(d.spent, 0) is distinct from t.tokens
union all
select 'unbooked', c.id, c.user_id, null, c.prompt_tokens + c.completion_tokens, 0, c.closed_at
from ai_calls c left join chat_messages m on m.id = c.message_id left join jobs j on j.id = c.job_id
where c.closed_at is not null and c.spent_day is null and c.outcome <> 'abandoned' and not c.own_key
  and c.prompt_tokens + c.completion_tokens > 0
  and (c.attempt = m.text_attempt and m.status in ('complete', 'truncated', 'stopped')
    or c.fence = j.fence and j.status = 'complete')
union all
select 'place', c.id, c.user_id, null,
  coalesce(c.prompt_tokens, 0) + coalesce(c.completion_tokens, 0), 0, c.closed_at
from ai_calls c join chat_messages m on m.id = c.message_id
join chats h on h.id = m.chat_id join chat_sessions s on s.id = h.session_id
where c.closed_at is not null
  and (c.chat_id, c.track_id, c.user_id) is distinct from (m.chat_id, s.track_id, s.user_id)
union all
select 'no_call', m.id, null, null, 0, m.tokens_used, m.timestamp
from chat_messages m
where m.text_attempt is not null and m.tokens_used > 0
  and not exists (select 1 from ai_calls a where a.message_id = m.id)
union all
select 'no_call', null, d.user_id, d.day, 0, d.spent, d.day::timestamptz
from usage_days d
where d.spent > 0
  and not exists (select 1 from ai_calls a where a.user_id = d.user_id and a.spent_day = d.day);
