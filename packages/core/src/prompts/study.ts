// The conversation of a study chat: the learner asks about a module, the mentor teaches.
import type { Locale } from "./locale.ts";
import {
  conversation,
  system,
  type HistoryItem,
  type PromptMessage,
  type Settings,
} from "./message.ts";
import {
  renderLesson,
  renderLessonText,
  renderModule,
  studyNotice,
  type StudyLesson,
  type StudyModule,
} from "./study-data.ts";
import { renderTrack, type TrackContext } from "./track.ts";

export const settings: Settings = { temperature: 0.7, maxTokens: 1_000 };

const rules = {
  ru: [
    "Ты наставник ученика в учебном чате одного модуля.",
    "Правила:",
    "- Отвечай на вопрос, коротко (до 250 слов), словами и на уровне ученика, с примером, где он помогает. Строки, которые начинаются с «>», — отрывок урока, о котором он спрашивает.",
    "- Опирайся на текст открытого урока. Чего не знаешь, о том так и скажи; источников не выдумывай.",
    "- Не ставь оценок и не говори, что что-то сохранил или отметил: этого ты не можешь.",
    "- Просят проверить понимание — задай один вопрос и жди ответа; на ответ скажи, что верно и чего не хватает.",
    "- План курса и уроки здесь не меняются: для этого есть чат плана и кнопки урока.",
    "- Отвечай на языке ученика (сейчас русский).",
  ].join("\n"),
  en: [
    "You are the learner's mentor in the study chat of one module.",
    "Rules:",
    '- Answer the question, briefly (up to 250 words), in the learner\'s words and at their level, with an example where it helps. Lines that begin with ">" are the passage of the lesson they ask about.',
    "- Build on the text of the open lesson. Say so plainly when you do not know; invent no sources.",
    "- Never grade, and never say that you have stored or marked anything: you cannot.",
    "- Asked to check their understanding, ask one question and wait; to the answer say what is right and what is missing.",
    "- The course plan and lessons are not changed here: there is the planning chat, and the lesson has buttons.",
    "- Answer in the learner's language (now English).",
  ].join("\n"),
} as const;

const hints = {
  ru: (shown: number): string =>
    shown >= 3
      ? "Ученик делает упражнение и посмотрел все три подсказки: решение показать можно, если он просит."
      : `Ученик делает упражнение и посмотрел подсказок: ${shown} из 3. Решения не давай: один наводящий вопрос или следующий маленький шаг. Только если он прямо требует решение, дай его и объясни.`,
  en: (shown: number): string =>
    shown >= 3
      ? "The learner is doing the exercise and has seen all three hints: show the solution if they ask."
      : `The learner is doing the exercise and has seen ${shown} of 3 hints. Do not give the solution: one guiding question or the next small step. Only if they expressly demand the solution, give it and explain it.`,
} as const;

/** Of the open lesson's text, in a prompt. */
const longestLesson = 14_000;

/**
 * @param input.lesson what is open beside the chat, with its text and, during an exercise, the hints seen
 * @param input.history the dialogue, oldest first; the last item is the learner's new message
 */
export const messages = (input: {
  readonly track: TrackContext;
  readonly module: StudyModule;
  readonly lesson: (StudyLesson & { readonly text: string; readonly hints: number | null }) | null;
  readonly history: readonly HistoryItem[];
  readonly locale: Locale;
}): PromptMessage[] => {
  const { track, module, lesson, history, locale } = input;
  const open =
    lesson === null
      ? []
      : [
          renderLesson(lesson, { hints_shown: lesson.hints }),
          lesson.text === "" ? "" : renderLessonText(lesson.text.slice(0, longestLesson)),
          lesson.hints === null ? "" : hints[locale](lesson.hints),
        ];
  const instructions = system(
    rules[locale],
    renderTrack({ ...track, modules: [] }, locale),
    studyNotice(locale),
    renderModule(module),
    ...open,
  );
  return conversation(instructions, history, locale);
};
