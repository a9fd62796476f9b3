-- The tokens of converted answers are in the ledger and in their days, so that sums over either agree with the messages.
insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model, requests,
  completion_tokens, token_source, outcome, opened_at, closed_at, chat_type)
select gen_random_uuid(), s.user_id, c.id, m.id, s.track_id, m.attempt, m.message_type,
  coalesce(nullif(m.ai_model_used, ''), 'unknown'), 1, m.tokens_used, 'reported', 'complete',
  m.timestamp, m.timestamp, c.chat_type
from chat_messages m join chats c on c.id = m.chat_id join chat_sessions s on s.id = c.session_id
where m.sender_type = 'ai' and m.tokens_used > 0;

insert into usage_days (user_id, day, spent)
select s.user_id, (m.timestamp at time zone 'UTC')::date, least(sum(m.tokens_used), 2147483647)
from chat_messages m join chats c on c.id = m.chat_id join chat_sessions s on s.id = c.session_id
where m.sender_type = 'ai' and m.tokens_used > 0
group by 1, 2;
