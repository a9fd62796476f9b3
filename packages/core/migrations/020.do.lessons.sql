-- Modules that teach: objectives with an identity, lessons in versions, study chats, practice of the learner's own.

create table objectives (
  id uuid primary key default gen_random_uuid(),
  module_id uuid not null references course_modules (id) on delete cascade,
  position integer not null,
  text text not null,
  kind text not null default 'concept' check (kind in ('memory', 'concept', 'procedure')),
  -- It left the plan, and comes back as itself when the plan has it again.
  archived_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index objectives_in_order on objectives (module_id, position)
  where archived_at is null;
create index objectives_by_module on objectives (module_id);
-- Of modules that are there already. The same text twice in one module is one objective.
insert into objectives (module_id, position, text)
select m.id, min(o.at), min(o.text)
from course_modules m
cross join jsonb_array_elements_text(m.learning_objectives) with ordinality as o (text, at)
where jsonb_typeof(m.learning_objectives) = 'array'
group by m.id, lower(btrim(o.text));

alter table lessons
  add column done_at timestamptz,
  add column archived_at timestamptz;
create unique index lessons_in_order on lessons (module_id, lesson_number)
  where archived_at is null;

create table lesson_objectives (
  lesson_id uuid not null references lessons (id) on delete cascade,
  objective_id uuid not null references objectives (id) on delete cascade,
  primary key (lesson_id, objective_id)
);
create index lesson_objectives_by_objective on lesson_objectives (objective_id);

-- The texts of a lesson: each is a message of its module's study chat. They are added to, never changed.
create table lesson_versions (
  id uuid primary key,
  lesson_id uuid not null references lessons (id) on delete cascade,
  version integer not null check (version > 0),
  how text not null check (how in ('first', 'simpler', 'deeper', 'example')),
  -- Anchors, titles and kinds of its parts, once it has ended.
  sections jsonb,
  model varchar(100),
  words integer,
  created_at timestamptz not null default now(),
  unique (lesson_id, version)
);
-- The one that the learner reads; `lessons.content` mirrors it.
alter table lessons
  add column current_version_id uuid references lesson_versions (id) on delete set null;
create index lessons_by_current_version on lessons (current_version_id)
  where current_version_id is not null;

alter table chats
  -- What a study chat is about.
  add column module_id uuid references course_modules (id) on delete cascade;
create unique index chats_one_study_chat on chats (module_id)
  where chat_type = 'module_learning' and module_id is not null;

alter table chat_messages drop constraint chat_messages_message_type_check;
alter table chat_messages add constraint chat_messages_message_type_check
  check (message_type in ('text', 'welcome', 'finalization', 'plan', 'lesson'));
alter table chat_messages
  -- Of a lesson, the version whose text it is; of a learner's question, the one that was open.
  add column lesson_version_id uuid references lesson_versions (id) on delete set null,
  -- Of a question during an exercise: hints that were looked at.
  add column hints_shown smallint check (hints_shown between 0 and 3);
create index chat_messages_by_lesson_version on chat_messages (lesson_version_id)
  where lesson_version_id is not null;
create unique index chat_messages_one_lesson on chat_messages (lesson_version_id)
  where message_type = 'lesson';

-- Practice is a module's; what the original hangs on a lesson stays there.
alter table homework_assignments
  alter column lesson_id drop not null,
  add column module_id uuid references course_modules (id) on delete cascade,
  add column kind text not null default 'practice' check (kind in ('practice', 'project')),
  add column minutes integer not null default 60,
  add column learner_notes text not null default '',
  add column done_at timestamptz,
  add column archived_at timestamptz;
update homework_assignments h set module_id = l.module_id from lessons l where l.id = h.lesson_id;
alter table homework_assignments alter column module_id set not null;
create index homework_assignments_by_module on homework_assignments (module_id);
create unique index homework_assignments_one_of_a_kind on homework_assignments (module_id, kind)
  where archived_at is null and lesson_id is null;

-- What clients of the original call a module before they have read its id: a name of their own.
create table module_keys (
  track_id uuid not null references learning_tracks (id) on delete cascade,
  key varchar(100) not null,
  module_id uuid not null references course_modules (id) on delete cascade,
  primary key (track_id, key)
);
create index module_keys_by_module on module_keys (module_id);

alter table jobs drop constraint jobs_kind_check;
alter table jobs add constraint jobs_kind_check
  check (kind in ('generate-plan', 'module-outline', 'generate-lesson'));
alter table ai_calls drop constraint ai_calls_kind_check;
alter table ai_calls add constraint ai_calls_kind_check check (kind in
  ('welcome', 'text', 'finalization', 'plan', 'connection_test', 'outline', 'lesson'));
