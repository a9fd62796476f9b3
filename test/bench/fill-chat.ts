// A long dialogue in a chat, put there without saying it: the learner's lines and the mentor's by turns.
import postgres from "postgres";

/** Characters of the learner's and of the mentor's messages: what plans are discussed with. */
const chars = { user: 80, ai: 600 };

/** Adds finished messages; the last one says "message N". */
export async function fillChat(databaseUrl: string, chatId: string, count: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`
      insert into chat_messages
        (id, chat_id, position, sender_type, message_content, tokens_used, timestamp)
      select gen_random_uuid(), ${chatId}, n, case when n % 2 = 1 then 'user' else 'ai' end,
        rpad('message ' || n || ' ', case when n % 2 = 1 then ${chars.user}::integer
          else ${chars.ai}::integer end, 'some words '), 0,
        now() - interval '1 hour' + n * interval '1 millisecond'
      from generate_series(1, ${count}::integer) n`;
    // What a database does by itself within a minute of such a change.
    await sql`analyze chat_messages`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
