// The tables that are filled, in the order in which their rows refer to each other, and rows as COPY takes them.

/** Columns by table; what is not named has its default, or is generated. Those that a database does not have yet are left out. */
export const tables = {
  users:
    "id email password_hash first_name last_name role is_guest locale last_seen_at created_at updated_at",
  ai_configurations: "id user_id model_name base_url max_tokens temperature created_at updated_at",
  learner_settings: "user_id time_zone created_at updated_at",
  usage_days: "user_id day spent",
  learning_tracks:
    "id user_id title description skill_area difficulty_level estimated_duration_hours status ai_generated_plan user_expectations created_at updated_at",
  course_modules:
    "id track_id module_number title description learning_objectives estimated_duration_hours ai_generated_content status created_at updated_at",
  objectives: "id module_id position text created_at",
  chat_sessions: "id track_id user_id session_name created_at updated_at",
  chats:
    "id session_id chat_name chat_type is_primary module_id lease_attempt created_at updated_at",
  session_keys: "user_id key session_id created_at",
  lessons:
    "id module_id lesson_number title content estimated_duration_minutes status done_at created_at updated_at",
  lesson_objectives: "lesson_id objective_id",
  lesson_versions: "id lesson_id version how sections model words created_at",
  homework_assignments:
    "id module_id kind title instructions minutes learner_notes done_at status created_at updated_at",
  chat_messages:
    "id chat_id position sender_type message_content message_type ai_model_used tokens_used timestamp client_message_id server_key reply_to status attempt opened_attempt error_code notes lesson_version_id reserved_day text_attempt",
  answer_versions:
    "message_id attempt status content ai_model_used tokens_used replaced_at text_attempt",
  plan_revisions: "id track_id number source modules message_id created_at",
  jobs: "id user_id track_id kind natural_key status input result error_code attempt fence reserved_day created_at updated_at ended_at",
  ai_calls:
    "id user_id chat_id message_id track_id job_id attempt kind chat_type model requests prompt_tokens cached_tokens completion_tokens token_source first_token_ms duration_ms outcome error_code price_usd own_key opened_at closed_at spent_day continues fence",
} as const;

export type Table = keyof typeof tables;

export const tableNames = Object.keys(tables) as Table[];

/** A value of a row; objects become JSON. Times are text: see `iso`. */
export type Cell = string | number | boolean | null | object;

/** Takes rows, each with the cells of its table's columns in order. */
export type Store = (table: Table, ...cells: readonly Cell[]) => void;

const special = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A row as a line of COPY's text format. */
export function copyLine(cells: readonly Cell[]): string {
  let line = "";
  for (const [at, cell] of cells.entries()) {
    if (at > 0) line += "\t";
    if (cell === null) line += "\\N";
    else if (typeof cell === "number" || typeof cell === "boolean") line += String(cell);
    else {
      const text = typeof cell === "string" ? cell : JSON.stringify(cell);
      line += text.replace(special, (sign) => escapes[sign] ?? sign);
    }
  }
  return `${line}\n`;
}

/** A moment as PostgreSQL reads it; `micros` after the millisecond. */
export function iso(ms: number, micros = 0): string {
  const text = new Date(ms).toISOString();
  return micros === 0 ? text : `${text.slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}
