// What one user's operations meet: chats mid-answer, sessions that may be merged, a guest to absorb, budgets, sign-ins.
import type { Sql } from "postgres";

/** Ids of what `makeWorld` made. */
export interface World {
  readonly user: string;
  readonly guest: string;
  /** Two devices' sign-ins. */
  readonly family: string;
  readonly otherFamily: string;
  /** SHA-256, in hexadecimal, of a refresh token of the first device that was traded once, and not since. */
  readonly token: string;
  /** A track whose modules are being made in its primary chat, while its second chat waits. */
  readonly track: string;
  readonly session: string;
  readonly writing: { readonly chat: string; readonly answer: string; readonly call: string };
  readonly waiting: { readonly chat: string; readonly answer: string };
  readonly modules: readonly string[];
  /** A session without a track, its dialogue, and the key that names it. */
  readonly looseKey: string;
  readonly looseChat: string;
  /** Another track with a finished dialogue. */
  readonly finished: {
    readonly track: string;
    readonly session: string;
    readonly chat: string;
    readonly question: string;
    readonly answer: string;
  };
}

/** Makes worlds in one statement each; plain inserts, so that no function under test makes its own conditions. */
export async function prepareWorlds(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create function test_session(p_user uuid, p_track text, p_key text) returns jsonb
    language plpgsql as $$
    declare
      v_track uuid := case when p_track is not null then gen_random_uuid() end;
      v_session uuid := gen_random_uuid();
      v_chat uuid := gen_random_uuid();
      v_question uuid := gen_random_uuid();
      v_answer uuid := gen_random_uuid();
    begin
      if v_track is not null then
        insert into learning_tracks (id, user_id, title) values (v_track, p_user, p_track);
      end if;
      insert into chat_sessions (id, track_id, user_id) values (v_session, v_track, p_user);
      insert into session_keys (user_id, key, session_id) values (p_user, p_key, v_session);
      insert into chats (id, session_id, chat_name, is_primary) values (v_chat, v_session, 'First', true);
      insert into chat_messages (id, chat_id, position, sender_type, message_content)
      values (v_question, v_chat, 1, 'user', 'Hello');
      insert into chat_messages (id, chat_id, position, sender_type, message_content, reply_to, attempt)
      values (v_answer, v_chat, 2, 'ai', 'A plan', v_question, 1);
      return jsonb_build_object('track', v_track, 'session', v_session, 'chat', v_chat,
        'question', v_question, 'answer', v_answer);
    end $$;

    create function test_turn(p_user uuid, p_chat uuid, p_kind text, p_call uuid) returns uuid
    language plpgsql as $$
    declare
      v_question uuid := gen_random_uuid();
      v_answer uuid := gen_random_uuid();
      v_day date := (clock_timestamp() at time zone 'UTC')::date;
    begin
      insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type)
      select v_question, p_chat, coalesce(max(position), 0) + 1, 'user', 'More', p_kind
      from chat_messages where chat_id = p_chat;
      insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
        reply_to, status, attempt, reserved_tokens, reserved_day)
      select v_answer, p_chat, max(position) + 1, 'ai', '', p_kind, v_question,
        case when p_call is null then 'pending' else 'generating' end,
        case when p_call is null then 0 else 1 end, 100, v_day
      from chat_messages where chat_id = p_chat;
      insert into usage_days as d (user_id, day, reserved) values (p_user, v_day, 100)
      on conflict (user_id, day) do update set reserved = d.reserved + 100;
      if p_call is not null then
        update chats set lease_until = clock_timestamp() + interval '20 seconds', lease_attempt = 1
        where id = p_chat;
        insert into ai_calls (id, user_id, chat_id, message_id, attempt, kind, model)
        values (p_call, p_user, p_chat, v_answer, 1, p_kind, 'scripted');
      end if;
      return v_answer;
    end $$;

    create function test_user(p_guest boolean, p_round integer) returns uuid language sql as $$
      with made as (
        insert into users (id, email, password_hash, first_name, last_name, is_guest, last_seen_at)
        select id, id::text || '@world.test', '!', 'A', 'B', p_guest,
          case when p_guest then now() - interval '8 days' - p_round * interval '1 second' else now() end
        from (select gen_random_uuid() as id) one returning id
      ), configured as (
        insert into ai_configurations (id, user_id, model_name, base_url)
        select gen_random_uuid(), id, 'scripted', 'http://model' from made
      )
      select id from made
    $$;

    create function test_world(p_round integer) returns jsonb language plpgsql as $$
    declare
      v_user uuid := test_user(false, p_round);
      v_guest uuid := test_user(true, p_round);
      v_tokens uuid[] := array(select gen_random_uuid() from generate_series(1, 6));
      v_family uuid := gen_random_uuid();
      v_other uuid := gen_random_uuid();
      v_first jsonb := test_session(v_user, 'Clay', 'first');
      v_loose jsonb := test_session(v_user, null, 'loose');
      v_finished jsonb := test_session(v_user, 'Wood', 'finished');
      v_guests jsonb := test_session(v_guest, 'Iron', 'first');
      v_second uuid := gen_random_uuid();
      v_call uuid := gen_random_uuid();
      v_modules jsonb;
    begin
      insert into refresh_tokens (id, user_id, family, token_hash, expires_at, parent_id)
      select v_tokens[n], v_user, case when n % 2 = 0 then v_family else v_other end,
        decode(md5(v_tokens[n]::text), 'hex'),
        now() + case when n < 3 then interval '-1 day' else interval '1 day' end, v_tokens[n - 2]
      from generate_series(1, 6) n;
      insert into chats (id, session_id, chat_name)
      values (v_second, (v_first ->> 'session')::uuid, 'Second');
      with made as (
        insert into course_modules (id, track_id, module_number, title)
        select gen_random_uuid(), (v_first ->> 'track')::uuid, n, 'Module ' || n
        from generate_series(1, 2) n returning id
      )
      select jsonb_agg(id) into v_modules from made;
      perform test_turn(v_guest, (v_guests ->> 'chat')::uuid, 'text', null);
      return jsonb_build_object('user', v_user, 'guest', v_guest, 'family', v_family,
        'otherFamily', v_other, 'token', md5(v_tokens[4]::text), 'track', v_first -> 'track', 'session', v_first -> 'session',
        'writing', jsonb_build_object('chat', v_first -> 'chat', 'call', v_call,
          'answer', test_turn(v_user, (v_first ->> 'chat')::uuid, 'finalization', v_call)),
        'waiting', jsonb_build_object('chat', v_second,
          'answer', test_turn(v_user, v_second, 'text', null)),
        'modules', v_modules, 'looseKey', 'loose', 'looseChat', v_loose -> 'chat',
        'finished', v_finished);
    end $$;`);
}

/** One more world; of all that are there its guest is the one seen longest ago. */
export async function makeWorld(sql: Sql, round: number): Promise<World> {
  const [row] = await sql<{ world: World }[]>`select test_world(${round}) as world`;
  if (row === undefined) throw new Error("no world was made");
  return row.world;
}
