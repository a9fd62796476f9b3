// What the original's tables look like, before and after `chat_id`, with what its own scripts leave half-way.

/** How a column is stored; each name stands for the types that can be read as it. */
type Kind = "id" | "text" | "label" | "number" | "real" | "flag" | "json" | "time";

interface Table {
  /** Columns without which it is another table. */
  readonly required: Readonly<Record<string, Kind>>;
  /** Columns that one of its versions has. */
  readonly optional?: Readonly<Record<string, Kind>>;
  /** Databases without the table are converted too. */
  readonly mayBeMissing?: true;
}

const times = { created_at: "time", updated_at: "time" } as const;

const messages: Table = {
  required: {
    id: "id",
    sender_type: "text",
    message_content: "text",
    message_type: "text",
    ai_model_used: "text",
    timestamp: "time",
  },
  optional: { chat_id: "id", session_id: "id", tokens_used: "number" },
};

/** The original's tables by name. */
export const tables: Readonly<Record<string, Table>> = {
  users: {
    required: {
      id: "id",
      email: "text",
      password_hash: "text",
      first_name: "text",
      last_name: "text",
      role: "label",
      is_active: "flag",
      ...times,
    },
  },
  ai_configurations: {
    required: {
      id: "id",
      user_id: "id",
      model_name: "text",
      base_url: "text",
      api_key_encrypted: "text",
      max_tokens: "number",
      temperature: "real",
      ...times,
    },
    mayBeMissing: true,
  },
  learning_tracks: {
    required: {
      id: "id",
      user_id: "id",
      title: "text",
      description: "text",
      skill_area: "text",
      difficulty_level: "label",
      estimated_duration_hours: "number",
      status: "label",
      ai_generated_plan: "json",
      user_expectations: "text",
      ...times,
    },
  },
  course_modules: {
    required: {
      id: "id",
      track_id: "id",
      module_number: "number",
      title: "text",
      description: "text",
      learning_objectives: "json",
      estimated_duration_hours: "number",
      ai_generated_content: "json",
      status: "label",
      ...times,
    },
  },
  lessons: {
    required: {
      id: "id",
      module_id: "id",
      lesson_number: "number",
      title: "text",
      content_type: "label",
      content: "text",
      ai_generated_notes: "text",
      estimated_duration_minutes: "number",
      status: "label",
      ...times,
    },
    mayBeMissing: true,
  },
  homework_assignments: {
    required: {
      id: "id",
      lesson_id: "id",
      title: "text",
      description: "text",
      instructions: "text",
      ai_generated_task: "json",
      due_date: "time",
      max_score: "number",
      status: "label",
      ...times,
    },
    mayBeMissing: true,
  },
  chat_sessions: {
    required: {
      id: "id",
      track_id: "id",
      user_id: "id",
      session_name: "text",
      status: "label",
      ...times,
    },
  },
  chats: {
    required: {
      id: "id",
      session_id: "id",
      chat_name: "text",
      chat_type: "text",
      status: "label",
      ai_context: "json",
      ...times,
    },
    mayBeMissing: true,
  },
  chat_messages: messages,
};

/** Types of PostgreSQL that can be read as a kind, as `format_type` writes them; enums are labels. */
export const types: Readonly<Record<Kind, RegExp>> = {
  id: /^uuid$/,
  text: /^(text|character varying|character)(\(\d+\))?$/,
  label: /^(enum|text|character varying(\(\d+\))?)$/,
  number: /^(integer|smallint)$/,
  real: /^(double precision|real|numeric(\([\d,]+\))?|integer)$/,
  flag: /^boolean$/,
  json: /^jsonb?$/,
  time: /^timestamp(\(\d\))? with(out)? time zone$/,
};

/** The original's enum types. */
export const enumTypes = ["userrole", "difficultylevel", "trackstatus", "contenttype"] as const;
