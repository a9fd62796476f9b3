-- Places messages after p_from up to p_to of the order in `message_place`: questions come before their answers.
create function original.place_messages(p_from bigint, p_to bigint) returns void language sql as $$
  insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
    ai_model_used, tokens_used, timestamp, reply_to, attempt)
  select p.id, p.chat_id, p.position, p.sender, coalesce(m.message_content, ''), p.message_type,
    left(m.ai_model_used, 100), case when m.tokens_used >= 0 then m.tokens_used end, p.at, p.reply_to,
    case when p.sender = 'ai' then 1 else 0 end
  from original.message_place p join original.chat_messages m using (id)
  where p.n > p_from and p.n <= p_to order by p.n
$$;

-- What the rules above changed, and what has no chat.
create function original.note_messages() returns void language sql as $$
  insert into legacy_rows (source_table, source_id, user_id, reason, is_placed, content)
  select 'chat_messages', n.id, s.user_id,
    'changed: ' || (select string_agg(key, ', ' order by key) from jsonb_object_keys(d.changed) key),
    true, d.changed
  from original.chat_messages o join chat_messages n using (id) join chats c on c.id = n.chat_id
  join chat_sessions s on s.id = c.session_id
  cross join lateral (select jsonb_strip_nulls(jsonb_build_object(
    'sender_type', case when o.sender_type <> n.sender_type then o.sender_type end,
    'message_type', case when o.message_type <> n.message_type
      and not (o.message_type = 'text' and n.message_type = 'welcome') then o.message_type end,
    'ai_model_used', case when o.ai_model_used <> n.ai_model_used then o.ai_model_used end,
    'tokens_used', case when o.tokens_used < 0 then o.tokens_used end)) as changed) d
  where (o.sender_type <> n.sender_type or o.message_type <> n.message_type
    or o.ai_model_used <> n.ai_model_used or o.tokens_used < 0) and d.changed <> '{}';

  insert into legacy_rows (source_table, source_id, reason, is_placed, content)
  select 'chat_messages', o.id, case
      when exists (select from original.chats c where c.id = o.chat_id)
        or exists (select from original.chat_sessions s where s.id = o.session_id)
        then 'its dialogue has no user'
      else 'its chat or session is missing' end, false, to_jsonb(o)
  from original.chat_messages o
  where not exists (select from original.message_place p where p.id = o.id)
$$;
