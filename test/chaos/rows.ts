// What is stored, read once everything has come to rest.
import type { HistoryItem, MessageStatus } from "@ai-learning/protocol/chat";
import type { Sql } from "postgres";

export interface MessageRow {
  readonly id: string;
  readonly chat_id: string;
  readonly user_id: string;
  readonly position: number;
  readonly sender: "user" | "ai";
  readonly kind: HistoryItem["message_type"];
  readonly content: string;
  readonly status: MessageStatus;
  readonly attempt: number;
  readonly revision: number;
  readonly reply_to: string | null;
  readonly client_id: string | null;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly error_code: string | null;
  readonly reserved: number;
}

/** What a message said before it was edited. */
export interface EditRow {
  readonly message_id: string;
  readonly client_id: string | null;
  readonly content: string;
}

/** A row of the ledger. Times are milliseconds since 1970. */
export interface CallRow {
  readonly id: string;
  readonly user_id: string;
  readonly message_id: string | null;
  readonly attempt: number | null;
  readonly kind: string;
  readonly outcome: string | null;
  readonly requests: number;
  readonly tokens: number;
  readonly opened_at: number;
  readonly closed_at: number | null;
}

export interface BudgetRow {
  readonly user_id: string;
  readonly spent: number;
  readonly reserved: number;
}

export interface Rows {
  readonly messages: readonly MessageRow[];
  readonly edits: readonly EditRow[];
  readonly calls: readonly CallRow[];
  readonly budgets: readonly BudgetRow[];
}

export async function readRows(sql: Sql): Promise<Rows> {
  const [messages, edits, calls, budgets] = await Promise.all([
    sql<MessageRow[]>`
      select m.id, m.chat_id, s.user_id, m.position, m.sender_type as sender,
        m.message_type as kind, m.message_content as content, m.status, m.attempt, m.revision,
        m.reply_to, m.client_message_id as client_id, m.ai_model_used as model,
        m.tokens_used as tokens, m.error_code, coalesce(m.reserved_tokens, 0) as reserved
      from chat_messages m join chats c on c.id = m.chat_id
      join chat_sessions s on s.id = c.session_id order by m.chat_id, m.position`,
    sql<EditRow[]>`
      select message_id, client_message_id as client_id, content from message_edits
      order by message_id, revision`,
    sql<CallRow[]>`
      select id, user_id, message_id, attempt, kind, outcome, requests,
        (coalesce(prompt_tokens, 0) + coalesce(completion_tokens, 0)) as tokens,
        (extract(epoch from opened_at) * 1000)::float8 as opened_at,
        (extract(epoch from closed_at) * 1000)::float8 as closed_at
      from ai_calls order by opened_at`,
    sql<BudgetRow[]>`
      select user_id, sum(spent)::integer as spent, sum(reserved)::integer as reserved
      from usage_days group by user_id`,
  ]);
  return { messages, edits, calls, budgets };
}

/** Answers and jobs that are not at their end. */
export async function countUnfinished(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select ((select count(*) from chat_messages where status in ('pending', 'generating'))
      + (select count(*) from jobs where status in ('pending', 'running')))::integer as count`;
  return row?.count ?? 0;
}
