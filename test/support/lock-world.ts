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
  /** A lesson of the first module that is written, and its task; and one of the second that is being written. */
  readonly lesson: string;
  readonly assignment: string;
  readonly teaching: { readonly chat: string; readonly answer: string; readonly call: string };
  /** A job that plans the second module's lessons anew. */
  readonly outlining: { readonly job: string; readonly call: string };
  /** Jobs: one of the first track that is worked on, and one of the finished track that waits. */
  readonly working: { readonly job: string; readonly call: string };
  readonly waitingJob: string;
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

/** Fills the tables of so many worlds in one statement. */
const worldsFunction = `
    create function test_worlds(p_first integer, p_count integer) returns setof jsonb
    language sql as $$
    with world as materialized (
      select n, now() at time zone 'UTC' as today, array(select gen_random_uuid()
        from generate_series(1, 56) one where n is not null) as id
      from generate_series(p_first, p_first + p_count - 1) n
    ), people as (
      insert into users (id, email, password_hash, first_name, last_name, is_guest, last_seen_at)
      select id[p], id[p] || '@world.test', '!', 'A', 'B', p = 2,
        now() - case when p = 2 then interval '8 days' + n * interval '1 second' else interval '0' end
      from world, generate_series(1, 2) p
    ), configured as (
      insert into ai_configurations (id, user_id, model_name, base_url)
      select id[p + 2], id[p], 'scripted', 'http://model' from world, generate_series(1, 2) p
    ), tokens as (
      insert into refresh_tokens (id, user_id, family, token_hash, expires_at, parent_id)
      select id[7 + t], id[1], id[5 + t % 2], decode(md5(id[7 + t]::text), 'hex'),
        now() + case when t < 3 then interval '-1 day' else interval '1 day' end,
        case when t > 2 then id[5 + t] end
      from world, generate_series(1, 6) t
    ), session as materialized (
      -- Of each: its number, owner, key, and the track it is of, if any.
      select w.n, w.today, s.*, w.id[s.owner] as user_id, w.id[13 + s.k] as id, w.id[17 + s.k] as chat_id,
        w.id[21 + s.k] as question_id, w.id[25 + s.k] as answer_id,
        case when s.title is not null then w.id[29 + s.k] end as track_id
      from world w, (values (1, 1, 'first', 'Clay'), (2, 1, 'loose', null), (3, 1, 'finished', 'Wood'),
        (4, 2, 'first', 'Iron')) s (k, owner, key, title)
    ), tracks as (
      -- Their titles follow their plans: a settlement may change them.
      insert into learning_tracks (id, user_id, title, title_source)
      select track_id, user_id, title, 'plan' from session where title is not null
    ), sessions as (
      insert into chat_sessions (id, track_id, user_id) select id, track_id, user_id from session
    ), keys as (
      insert into session_keys (user_id, key, session_id) select user_id, key, id from session
    ), first_chats as (
      insert into chats (id, session_id, chat_name, is_primary, lease_until, lease_attempt)
      select chat_id, id, 'First', true, case when k = 1 then now() + interval '20 seconds' end,
        case when k = 1 then 1 else 0 end
      from session
    ), second_chats as (
      insert into chats (id, session_id, chat_name)
      select w.id[34], w.id[14], 'Second' from world w
    ), said as (
      insert into chat_messages (id, chat_id, position, sender_type, message_content, reply_to, attempt)
      select question_id, chat_id, 1, 'user', 'Hello', null, 0 from session
      union all select answer_id, chat_id, 2, 'ai', 'A plan', question_id, 1 from session
    ), turn as materialized (
      -- Unfinished: one that is being written, one that waits, and the guest's.
      select w.id[t.chat] as chat_id, w.id[t.question] as question_id, w.id[t.answer] as answer_id, w.today, t.*
      from world w, (values (18, 35, 36, 3, 'finalization', 1), (34, 37, 38, 1, 'text', 0),
        (21, 39, 40, 3, 'text', 0)) t (chat, question, answer, place, kind, attempt)
    ), asked as (
      insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
        reply_to, status, attempt, reserved_tokens, reserved_day)
      select question_id, chat_id, place, 'user', 'More', kind, null, 'complete', 0, 0, null from turn
      union all
      select answer_id, chat_id, place + 1, 'ai', '', kind, question_id,
        case when attempt = 1 then 'generating' else 'pending' end, attempt, 100, today::date
      from turn
    ), days as (
      insert into usage_days (user_id, day, reserved)
      select id[p], today::date, case when p = 1 then 450 else 150 end
      from world, generate_series(1, 2) p
    ), jobs as (
      -- The guest's has the name of one of the account's.
      insert into jobs (id, user_id, track_id, kind, natural_key, idempotency_key, input, status,
        attempt, fence, lease_until, reserved_tokens, reserved_day)
      select w.id[j.id], w.id[j.owner], w.id[j.track], 'generate-plan', 'key:' || j.key, j.key,
        jsonb_build_object('track_id', w.id[j.track]), j.status, j.fence, j.fence,
        case when j.fence = 1 then now() + interval '20 seconds' end, 50, w.today::date
      from world w, (values (41, 1, 30, 'one', 'running', 1), (42, 1, 32, 'two', 'pending', 0),
        (43, 2, 33, 'two', 'pending', 0)) j (id, owner, track, key, status, fence)
    ), job_calls as (
      insert into ai_calls (id, user_id, track_id, job_id, attempt, kind, model)
      select id[44], id[1], id[30], id[41], 1, 'plan', 'scripted' from world
    ), calls as (
      insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model)
      select id[5], id[1], id[18], id[36], id[30], 1, 'finalization', 'scripted' from world
    ), modules as (
      insert into course_modules (id, track_id, module_number, title)
      select id[5 + m], id[30], m, 'Module ' || m from world, generate_series(1, 2) m
    ), objectives as (
      insert into objectives (module_id, position, text)
      select id[5 + m], 1, 'Objective' from world, generate_series(1, 2) m
    ), study_chats as (
      insert into chats (id, session_id, chat_name, chat_type, module_id, lease_until, lease_attempt)
      select id[44 + m], id[14], 'Study', 'module_learning', id[5 + m],
        case when m = 2 then now() + interval '20 seconds' end, m - 1
      from world, generate_series(1, 2) m
    ), lessons as (
      insert into lessons (id, module_id, lesson_number, title)
      select id[46 + m], id[5 + m], 1, 'Lesson' from world, generate_series(1, 2) m
    ), versions as (
      insert into lesson_versions (id, lesson_id, version, how)
      select id[48 + m], id[46 + m], 1, 'first' from world, generate_series(1, 2) m
    ), texts as (
      insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
        status, attempt, lesson_version_id, reserved_tokens, reserved_day)
      select id[50 + m], id[44 + m], 1, 'ai', case when m = 1 then '# Lesson' else '' end, 'lesson',
        case when m = 1 then 'complete' else 'generating' end, 1, id[48 + m],
        case when m = 1 then 0 else 100 end, today::date
      from world, generate_series(1, 2) m
    ), tasks as (
      insert into homework_assignments (id, module_id, title) select id[53], id[6], 'Task' from world
    ), lesson_calls as (
      insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model)
      select id[54], id[1], id[46], id[52], id[30], 1, 'lesson', 'scripted' from world
    ), outline_jobs as (
      insert into jobs (id, user_id, track_id, kind, natural_key, input, status, attempt, fence,
        lease_until, reserved_tokens, reserved_day)
      select id[55], id[1], id[30], 'module-outline', 'input', jsonb_build_object(
        'track_id', id[30], 'module_id', id[7]), 'running', 1, 1, now() + interval '20 seconds', 50,
        today::date
      from world
    ), outline_calls as (
      insert into ai_calls (id, user_id, track_id, job_id, attempt, kind, model)
      select id[56], id[1], id[30], id[55], 1, 'outline', 'scripted' from world
    )
    select jsonb_build_object('user', id[1], 'guest', id[2], 'family', id[5], 'otherFamily', id[6],
      'token', md5(id[11]::text), 'track', id[30], 'session', id[14],
      'writing', jsonb_build_object('chat', id[18], 'answer', id[36], 'call', id[5]),
      'waiting', jsonb_build_object('chat', id[34], 'answer', id[38]),
      'modules', jsonb_build_array(id[6], id[7]), 'lesson', id[47], 'assignment', id[53],
      'teaching', jsonb_build_object('chat', id[46], 'answer', id[52], 'call', id[54]),
      'outlining', jsonb_build_object('job', id[55], 'call', id[56]),
      'working', jsonb_build_object('job', id[41], 'call', id[44]), 'waitingJob', id[42], 'looseKey', 'loose', 'looseChat', id[19],
      'finished', jsonb_build_object('track', id[32], 'session', id[16], 'chat', id[20],
        'question', id[24], 'answer', id[28]))
    from world
    $$;`;

/** Has `makeWorlds` fill tables; plain inserts, so that no function under test makes its own conditions. */
export async function prepareWorlds(sql: Sql): Promise<void> {
  await sql.unsafe(worldsFunction);
}

/** More worlds, numbered from `first`. Of all guests that there are, theirs are the ones seen longest ago. */
export async function makeWorlds(sql: Sql, first: number, count: number): Promise<World[]> {
  const rows = await sql<{ world: World }[]>`select test_worlds(${first}, ${count}) as world`;
  return rows.map((row) => row.world);
}
