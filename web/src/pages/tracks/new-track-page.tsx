// The page that creates a track and leads to its chat.
import { limits } from "@ai-learning/protocol/limits";
import { For, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Chip } from "../../components/chip.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { HoursField } from "../../components/hours-field.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import type { Idea } from "../../i18n/en/tracks.ts";
import { t } from "../../i18n/index.ts";
import { PageHeading } from "../../layout/page-heading.tsx";
import { StartFailure } from "../../layout/start-failure.tsx";
import { hourPresets, levelOptions } from "../../state/draft-rules.ts";
import { createNewTrackForm, fieldId, type NewTrackForm } from "./new-track-form.ts";

export default function NewTrackPage(): JSX.Element {
  const form = createNewTrackForm();
  return (
    <div class="page page-narrow stack">
      <PageHeading text={t().tracks.form.title} />
      <p class="soft">{t().tracks.form.lead}</p>
      <Ideas onChoose={form.useIdea} />
      <form class="stack" noValidate onSubmit={(event) => form.submit(event)}>
        <DraftFields form={form} />
        <StartFailure error={form.failure()} />
        <Button type="submit" variant="primary" busy={form.isBusy()}>
          {form.isBusy() ? t().tracks.form.submitting : t().tracks.form.submit}
        </Button>
      </form>
    </div>
  );
}

function Ideas(props: { onChoose: (idea: Idea) => void }): JSX.Element {
  return (
    <div class="row" role="group" aria-label={t().tracks.form.ideas}>
      <span class="soft small" aria-hidden="true">
        {t().tracks.form.ideas}
      </span>
      <For each={t().tracks.ideas}>
        {(idea) => <Chip onClick={() => props.onChoose(idea)}>{idea.title}</Chip>}
      </For>
    </div>
  );
}

function DraftFields(props: { form: NewTrackForm }): JSX.Element {
  type Text = "title" | "description" | "expectations";
  const text = (name: Text) => ({
    id: fieldId(name),
    value: props.form.values[name],
    error: props.form.error(name),
    onInput: (event: { currentTarget: { value: string } }) =>
      props.form.set(name, event.currentTarget.value),
  });
  return (
    <>
      <TextField
        label={t().tracks.form.name}
        placeholder={t().tracks.form.namePlaceholder}
        autocomplete="off"
        required
        {...text("title")}
      />
      <TextArea
        label={t().tracks.form.description}
        note={t().app.optional}
        hint={t().tracks.form.descriptionHint}
        {...text("description")}
      />
      <SegmentedChoice
        label={t().tracks.form.level}
        options={levelOptions()}
        value={props.form.values.level}
        onChange={(level) => props.form.set("level", level)}
      />
      <HoursField
        id={fieldId("hours")}
        label={t().tracks.form.hours}
        hint={t().tracks.form.hoursHint(limits.maxHours)}
        value={props.form.values.hours}
        max={limits.maxHours}
        presets={hourPresets}
        presetLabel={(n) => t().tracks.form.hoursPreset(t().tracks.hours(n))}
        error={props.form.error("hours")}
        onChange={(hours) => props.form.set("hours", hours)}
      />
      <TextArea
        label={t().tracks.form.expectations}
        note={t().app.optional}
        hint={t().tracks.form.expectationsHint}
        placeholder={t().tracks.form.expectationsPlaceholder}
        {...text("expectations")}
      />
    </>
  );
}
