// A new track: what, at what level, for how long, for what. Then straight to the chat.
import { limits } from "@ai-learning/protocol/limits";
import { useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import { Button } from "../../components/button.tsx";
import { Chip } from "../../components/chip.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { HoursField } from "../../components/hours-field.tsx";
import { announce } from "../../components/live-region.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import { hourPresets, levelOptions, wrong, type Level } from "../../state/draft-rules.ts";
import { PageHeading } from "../../layout/page-heading.tsx";
import { StartFailure } from "../../layout/start-failure.tsx";
import type { Idea } from "../../i18n/en/tracks.ts";
import { t } from "../../i18n/index.ts";
import { startTrack } from "../../state/start-track.ts";

export default function NewTrackPage(): JSX.Element {
  const navigate = useNavigate();
  const [draft, setDraft] = createStore<
    Record<"title" | "description" | "hours" | "expectations", string> & { level: Level }
  >({
    title: "",
    description: "",
    level: "beginner",
    hours: "20",
    expectations: "",
  });
  const [isTried, setIsTried] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [failed, setFailed] = createSignal<unknown>();

  const errors = () => ({
    title: wrong.title(draft.title),
    description: wrong.length(draft.description, limits.descriptionChars),
    hours: wrong.hours(draft.hours),
    expectations: wrong.length(draft.expectations, limits.expectationsChars),
  });
  const shown = (name: keyof ReturnType<typeof errors>): string | undefined =>
    isTried() ? errors()[name] : undefined;

  const take = ({ hours, ...idea }: Idea): void => setDraft({ ...idea, hours: String(hours) });

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy()) return;
    setIsTried(true);
    setFailed();
    const [first, ...more] = Object.entries(errors()).filter(([, text]) => text !== undefined);
    if (first !== undefined) {
      document.querySelector<HTMLElement>(`#draft-${first[0]}`)?.focus();
      announce(t().account.checkForm(1 + more.length), true);
      return;
    }
    setIsBusy(true);
    try {
      const chat = await startTrack({
        title: draft.title.trim(),
        description: draft.description,
        difficulty_level: draft.level,
        estimated_duration_hours: Number(draft.hours),
        user_expectations: draft.expectations,
      });
      navigate(chat.path, { state: chat.state });
    } catch (error) {
      setFailed(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <div class="page page-narrow stack">
      <PageHeading text={t().tracks.form.title} />
      <p class="soft">{t().tracks.form.lead}</p>
      <div class="row" role="group" aria-label={t().tracks.form.ideas}>
        <span class="soft small" aria-hidden="true">
          {t().tracks.form.ideas}
        </span>
        <For each={t().tracks.ideas}>
          {(idea) => <Chip onClick={() => take(idea)}>{idea.title}</Chip>}
        </For>
      </div>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          id="draft-title"
          label={t().tracks.form.name}
          placeholder={t().tracks.form.namePlaceholder}
          autocomplete="off"
          required
          value={draft.title}
          error={shown("title")}
          onInput={(event) => setDraft("title", event.currentTarget.value)}
        />
        <TextArea
          id="draft-description"
          label={t().tracks.form.description}
          note={t().app.optional}
          hint={t().tracks.form.descriptionHint}
          value={draft.description}
          error={shown("description")}
          onInput={(event) => setDraft("description", event.currentTarget.value)}
        />
        <SegmentedChoice
          label={t().tracks.form.level}
          options={levelOptions()}
          value={draft.level}
          onChange={(level) => setDraft("level", level)}
        />
        <HoursField
          id="draft-hours"
          label={t().tracks.form.hours}
          hint={t().tracks.form.hoursHint(limits.maxHours)}
          value={draft.hours}
          max={limits.maxHours}
          presets={hourPresets}
          presetLabel={(n) => t().tracks.form.hoursPreset(t().tracks.hours(n))}
          error={shown("hours")}
          onChange={(hours) => setDraft("hours", hours)}
        />
        <TextArea
          id="draft-expectations"
          label={t().tracks.form.expectations}
          note={t().app.optional}
          hint={t().tracks.form.expectationsHint}
          placeholder={t().tracks.form.expectationsPlaceholder}
          value={draft.expectations}
          error={shown("expectations")}
          onInput={(event) => setDraft("expectations", event.currentTarget.value)}
        />
        <StartFailure error={failed()} />
        <Button type="submit" variant="primary" busy={isBusy()}>
          {isBusy() ? t().tracks.form.submitting : t().tracks.form.submit}
        </Button>
      </form>
    </div>
  );
}
