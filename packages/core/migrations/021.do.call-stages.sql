-- What a learner was doing when a model was called, kept with the call: chats and tracks may be deleted, figures stay.

alter table ai_calls
  -- Of the chat it was made for; null: for none, or for one that was deleted before there was this column.
  add column chat_type varchar(50);
update ai_calls a set chat_type = c.chat_type from chats c where c.id = a.chat_id;
alter table ai_calls
  add column stage text not null generated always as (case
    when kind in ('welcome', 'finalization', 'lesson') then kind
    when kind = 'outline' then 'lesson'
    when kind = 'text' and chat_type = 'module_learning' then 'study'
    when kind = 'text' then 'discussion'
    else 'other' end) stored;
