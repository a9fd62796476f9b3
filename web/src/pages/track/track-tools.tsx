// Editing and deleting a track.
import { limits } from "@ai-learning/protocol/limits";
import type { Track } from "@ai-learning/protocol/track";
import { createSignal, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import { callLater } from "../../later-api.ts";
import { tellOthers } from "../../state/changes.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import { showToast } from "../../components/toast.tsx";
import { wrong } from "../../state/draft-rules.ts";
import { StartFailure } from "../../layout/start-failure.tsx";
import { t } from "../../i18n/index.ts";
import { TrackTake } from "./track-take.tsx";

interface TrackToolsProps {
  track: Track;
  onChange: (track: Track) => void;
  onDelete: () => void;
}

export function TrackTools(props: TrackToolsProps): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <div class="track-tools">
      <TrackTake track={props.track} />
      <Button variant="quiet" size="small" icon="edit" onClick={() => setIsOpen(true)}>
        {t("trackPages").overview.edit}
      </Button>
      <Button variant="quiet" size="small" icon="trash" onClick={() => props.onDelete()}>
        {t("trackPages").delete}
      </Button>
      <Dialog
        open={isOpen()}
        onClose={() => setIsOpen(false)}
        title={t("trackPages").overview.editTitle}
        closeLabel={t().app.close}
      >
        <EditForm
          track={props.track}
          onClose={() => setIsOpen(false)}
          onSaved={(track) => {
            setIsOpen(false);
            props.onChange(track);
            tellOthers();
            showToast({ text: t("trackPages").overview.saved });
          }}
        />
      </Dialog>
    </div>
  );
}

function EditForm(props: {
  track: Track;
  onClose: () => void;
  onSaved: (track: Track) => void;
}): JSX.Element {
  const { title, description, user_expectations } = props.track;
  const [draft, setDraft] = createStore({ title, description, user_expectations });
  const [isBusy, setIsBusy] = createSignal(false);
  const [failed, setFailed] = createSignal<unknown>();
  const errors = () => ({
    title: wrong.title(draft.title),
    description: wrong.length(draft.description, limits.descriptionChars),
    user_expectations: wrong.length(draft.user_expectations, limits.expectationsChars),
  });

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const [first] = Object.entries(errors()).filter(([, text]) => text !== undefined);
    if (first !== undefined) document.querySelector<HTMLElement>(`#edit-${first[0]}`)?.focus();
    if (first !== undefined || isBusy()) return;
    setIsBusy(true);
    setFailed();
    try {
      const body = { ...draft, title: draft.title.trim() };
      props.onSaved(await callLater("updateTrack", { params: { id: props.track.id }, body }));
    } catch (error) {
      setFailed(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void save(event)}>
      <TextField
        id="edit-title"
        label={t("trackPages").form.name}
        required
        value={draft.title}
        error={errors().title}
        onInput={(event) => setDraft("title", event.currentTarget.value)}
      />
      <TextArea
        id="edit-description"
        label={t("trackPages").form.description}
        note={t().app.optional}
        value={draft.description}
        error={errors().description}
        onInput={(event) => setDraft("description", event.currentTarget.value)}
      />
      <TextArea
        id="edit-user_expectations"
        label={t("trackPages").form.expectations}
        note={t().app.optional}
        value={draft.user_expectations}
        error={errors().user_expectations}
        onInput={(event) => setDraft("user_expectations", event.currentTarget.value)}
      />
      <StartFailure error={failed()} />
      <div class="dialog-actions">
        <Button onClick={() => props.onClose()}>{t().app.cancel}</Button>
        <Button type="submit" variant="primary" busy={isBusy()}>
          {t().app.save}
        </Button>
      </div>
    </form>
  );
}
