// The form of a new track: its values, its errors, and creating the track.
import { limits } from "@ai-learning/protocol/limits";
import { useNavigate } from "@solidjs/router";
import { createSignal, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { announce } from "../../components/live-region.tsx";
import type { Idea } from "../../i18n/en/track-pages.ts";
import { t } from "../../i18n/index.ts";
import { wrong, type Level } from "../../state/draft-rules.ts";
import { startTrack } from "../../state/start-track.ts";

interface Values {
  title: string;
  description: string;
  level: Level;
  /** As typed; not necessarily a number. */
  hours: string;
  expectations: string;
}

type Checked = Exclude<keyof Values, "level">;

export interface NewTrackForm {
  readonly values: Readonly<Values>;
  readonly set: <K extends keyof Values>(name: K, value: Values[K]) => void;
  /** A field's error, once a submit was tried. */
  readonly error: (name: Checked) => string | undefined;
  readonly useIdea: (idea: Idea) => void;
  readonly isBusy: Accessor<boolean>;
  /** Why the track could not be created. */
  readonly failure: Accessor<unknown>;
  readonly submit: (event: SubmitEvent) => void;
}

/** The id of a field in the document. */
export const fieldId = (name: Checked): string => `draft-${name}`;

const errorsIn = (values: Values): Record<Checked, string | undefined> => ({
  title: wrong.title(values.title),
  description: wrong.length(values.description, limits.descriptionChars),
  hours: wrong.hours(values.hours),
  expectations: wrong.length(values.expectations, limits.expectationsChars),
});

const firstValues: Values = {
  title: "",
  description: "",
  level: "beginner",
  hours: "20",
  expectations: "",
};

export function createNewTrackForm(): NewTrackForm {
  const navigate = useNavigate();
  const [values, setValues] = createStore<Values>({ ...firstValues });
  const [isTried, setIsTried] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();

  /** True when nothing is wrong; else the first wrong field gets the focus. */
  function check(): boolean {
    setIsTried(true);
    const errors = errorsIn(values);
    const names = (Object.keys(errors) as Checked[]).filter((name) => errors[name] !== undefined);
    const [first] = names;
    if (first === undefined) return true;
    document.querySelector<HTMLElement>(`#${fieldId(first)}`)?.focus();
    announce(t().account.checkForm(names.length), true);
    return false;
  }

  async function submit(): Promise<void> {
    if (isBusy()) return;
    setFailure();
    if (!check()) return;
    setIsBusy(true);
    try {
      const chat = await startTrack({
        title: values.title.trim(),
        description: values.description,
        difficulty_level: values.level,
        estimated_duration_hours: Number(values.hours),
        user_expectations: values.expectations,
      });
      navigate(chat.path, { state: chat.state });
    } catch (error) {
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  return {
    values,
    set: (name, value) => setValues({ [name]: value }),
    error: (name) => (isTried() ? errorsIn(values)[name] : undefined),
    useIdea: ({ hours, ...idea }) => setValues({ ...idea, hours: String(hours) }),
    isBusy,
    failure,
    submit(event) {
      event.preventDefault();
      void submit();
    },
  };
}
