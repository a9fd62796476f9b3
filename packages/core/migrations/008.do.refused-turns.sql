-- A turn that is refused leaves nothing behind: no session, no key that was bound on the way.

-- As `accept_turn`, within the user's limits: see `check_opened`. What is refused stores nothing.
create or replace function open_turn(
  p_user uuid, p_version integer, p_key text, p_chat uuid, p_track uuid, p_hint text,
  p_kind text, p_content text, p_client_message_id text, p_opened_over text, p_context jsonb,
  p_reserve integer, p_limit integer, p_guest_limit integer,
  p_message uuid, p_answer uuid, p_new_session uuid, p_new_chat uuid,
  p_bytes integer, p_most integer
) returns jsonb language plpgsql as $$
declare
  v_turn jsonb;
begin
  perform lock_user(p_user);
  v_turn := accept_turn(p_user, p_version, p_key, p_chat, p_track, p_hint, p_kind, p_content,
    p_client_message_id, p_opened_over, p_context, p_reserve, p_limit, p_guest_limit,
    p_message, p_answer, p_new_session, p_new_chat);
  if v_turn ->> 'outcome' = 'accepted' then
    perform check_opened(p_user, v_turn, p_reserve, p_limit, p_guest_limit, p_bytes, p_most);
  elsif v_turn ->> 'outcome' <> 'known' then
    -- Rolls back what was made on the way.
    raise exception '%', v_turn ->> 'outcome' using errcode = 'AP400';
  end if;
  return v_turn;
exception
  when sqlstate 'AP400' then return jsonb_build_object('outcome', sqlerrm);
  when sqlstate 'AP402' then return jsonb_build_object('outcome', 'budget_exhausted');
  when sqlstate 'AP429' then return jsonb_build_object('outcome', 'too_many_turns');
end $$;
