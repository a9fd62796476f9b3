// The page that creates a track and leads to its chat.
import { limits } from "@ai-learning/protocol/limits";
import { For, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Chip } from "../../components/chip.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { HoursField } from "../../components/hours-field.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import type { Idea } from "../../i18n/en/track-pages.ts";
import { t } from "../../i18n/index.ts";
import { PageHeading } from "../../layout/page-heading.tsx";
import { StartFailure } from "../../layout/start-failure.tsx";
import { hourPresets, levelOptions } from "../../state/draft-rules.ts";
import { createNewTrackForm, fieldId, type NewTrackForm } from "./new-track-form.ts";

export default function NewTrackPage(): JSX.Element {
  const form = createNewTrackForm();
  return (
    <div class="page page-narrow stack">
      <PageHeading text={t("trackPages").form.title} />
      <p class="soft">{t("trackPages").form.lead}</p>
      <Ideas onChoose={form.useIdea} />
      <form class="stack" noValidate onSubmit={(event) => form.submit(event)}>
        <DraftFields form={form} />
        <StartFailure error={form.failure()} />
        <Button type="submit" variant="primary" busy={form.isBusy()}>
          {form.isBusy() ? t("trackPages").form.submitting : t("trackPages").form.submit}
        </Button>
      </form>
    </div>
  );
}

function Ideas(props: { onChoose: (idea: Idea) => void }): JSX.Element {
  return (
    <div class="row" role="group" aria-label={t("trackPages").form.ideas}>
      <span class="soft small" aria-hidden="true">
        {t("trackPages").form.ideas}
      </span>
      <For each={t("trackPages").ideas}>
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
        label={t("trackPages").form.name}
        placeholder={t("trackPages").form.namePlaceholder}
        autocomplete="off"
        required
        {...text("title")}
      />
      <TextArea
        label={t("trackPages").form.description}
        note={t().app.optional}
        hint={t("trackPages").form.descriptionHint}
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
        hint={t("trackPages").form.hoursHint(limits.maxHours)}
        value={props.form.values.hours}
        max={limits.maxHours}
        presets={hourPresets}
        presetLabel={(n) => t().tracks.form.hoursPreset(t().tracks.hours(n))}
        error={props.form.error("hours")}
        onChange={(hours) => props.form.set("hours", hours)}
      />
      <TextArea
        label={t("trackPages").form.expectations}
        note={t().app.optional}
        hint={t("trackPages").form.expectationsHint}
        placeholder={t("trackPages").form.expectationsPlaceholder}
        {...text("expectations")}
      />
    </>
  );
}
