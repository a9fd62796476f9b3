// Starting a first track from the landing page: a title, and a level and hours with defaults.
import { useNavigate } from "@solidjs/router";
import { createSignal, type Accessor } from "solid-js";
import { wrong, type Level } from "../../state/draft-rules.ts";
import { startTrack } from "../../state/start-track.ts";

export interface StartState {
  readonly title: Accessor<string>;
  readonly setTitle: (title: string) => void;
  readonly level: Accessor<Level>;
  readonly setLevel: (level: Level) => void;
  /** As typed; not necessarily a number. */
  readonly hours: Accessor<string>;
  readonly setHours: (hours: string) => void;
  /** Errors, once a submit was tried. */
  readonly titleError: Accessor<string | undefined>;
  readonly hoursError: Accessor<string | undefined>;
  /** The title of the track that is being created. */
  readonly starting: Accessor<string | undefined>;
  /** Why the track could not be created. */
  readonly failure: Accessor<unknown>;
  readonly start: (title: string) => void;
  /** Starts with the title of the field; returns the field that is wrong instead, when there is one. */
  readonly submit: () => "title" | "hours" | undefined;
}

export function createStart(): StartState {
  const navigate = useNavigate();
  const [title, setTitle] = createSignal("");
  const [level, setLevel] = createSignal<Level>("beginner");
  const [hours, setHours] = createSignal("20");
  const [isTried, setIsTried] = createSignal(false);
  const [starting, setStarting] = createSignal<string>();
  const [failure, setFailure] = createSignal<unknown>();

  async function start(wanted: string): Promise<void> {
    if (starting() !== undefined) return;
    setStarting(wanted);
    setFailure();
    try {
      const chat = await startTrack({
        title: wanted,
        title_is_wish: true,
        difficulty_level: level(),
        estimated_duration_hours: Number(hours()),
      });
      navigate(chat.path, { state: chat.state });
    } catch (error) {
      setFailure(error);
    } finally {
      setStarting();
    }
  }

  return {
    title,
    setTitle,
    level,
    setLevel,
    hours,
    setHours,
    titleError: () => (isTried() ? wrong.title(title()) : undefined),
    hoursError: () => (isTried() ? wrong.hours(hours()) : undefined),
    starting,
    failure,
    start: (wanted) => void start(wanted),
    submit() {
      setIsTried(true);
      if (wrong.title(title())) return "title";
      if (wrong.hours(hours())) return "hours";
      void start(title().trim());
      return undefined;
    },
  };
}
