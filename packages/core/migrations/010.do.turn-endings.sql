-- An answer that the model's own limit cut off has an ending of its own.
alter table chat_messages drop constraint chat_messages_status_check;
alter table chat_messages add constraint chat_messages_status_check
  check (status in ('pending', 'generating', 'complete', 'truncated', 'stopped', 'failed'));
alter table chat_messages
  add column is_truncated boolean generated always as (status = 'truncated') stored;
alter table answer_versions drop constraint answer_versions_status_check;
alter table answer_versions add constraint answer_versions_status_check
  check (status in ('complete', 'truncated', 'stopped', 'failed'));
alter table ai_calls drop constraint ai_calls_outcome_check;
alter table ai_calls add constraint ai_calls_outcome_check
  check (outcome in ('complete', 'truncated', 'stopped', 'failed', 'abandoned'));

-- Keys of messages that the server itself makes: clients name theirs in `client_message_id`.
alter table chat_messages add column server_key varchar(200);
update chat_messages set server_key = client_message_id, client_message_id = null
where message_type = 'finalization' and client_message_id is not null;
create unique index chat_messages_server_key on chat_messages (chat_id, server_key)
  where server_key is not null;

-- What a session key names, as found before anything is made: see `find_session`.
create type found_session as (
  outcome text,
  session_id uuid,
  track_id uuid,
  merge_from uuid,
  is_bound boolean
);
