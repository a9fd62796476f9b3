// The section for the user's own model: fields, test, save, and going back to the server's model.
import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { t } from "../../i18n/index.ts";
import { createActions, type Actions } from "./own-model-actions.ts";
import { createFields } from "./own-model-fields.ts";
import type { Config } from "./own-model-form.ts";
import { OwnModelInputs } from "./own-model-inputs.tsx";
import { ActionFailure, TestSuccess } from "./test-result.tsx";

export function OwnModel(props: {
  /** Undefined until it is loaded. */
  config: Config | undefined;
  onChange: (config: Config) => void;
}): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  const isOwn = (): boolean => props.config?.has_custom_key === true;
  const areFieldsShown = (): boolean => isOpen() || isOwn();
  let form: HTMLFormElement | undefined;
  const fields = createFields(() => props.config);
  const actions = createActions({
    fields,
    areFieldsShown,
    focus: (name) => form?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus(),
    onChange: (config) => props.onChange(config),
    onRemoved: () => setIsOpen(false),
  });

  return (
    <section class="stack" aria-labelledby="own-title">
      <h2 id="own-title">{t("settings").own.title}</h2>
      <p class="soft">{t("settings").own.lead}</p>
      <form
        ref={(made) => (form = made)}
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          actions.save();
        }}
      >
        <Show when={!isOwn()}>
          <p>
            <button
              type="button"
              class="text-button"
              aria-expanded={isOpen()}
              aria-controls="own-model"
              onClick={() => setIsOpen(!isOpen())}
            >
              {t("settings").own.open}
            </button>
          </p>
        </Show>
        <div id="own-model" class="stack" hidden={!areFieldsShown()}>
          <OwnModelInputs fields={fields} config={props.config} />
        </div>
        <ActionButtons actions={actions} isOwn={isOwn()} canSave={areFieldsShown()} />
        <ActionOutcome actions={actions} />
      </form>
    </section>
  );
}

function ActionButtons(props: { actions: Actions; isOwn: boolean; canSave: boolean }): JSX.Element {
  const isTesting = (): boolean => props.actions.current() === "test";
  return (
    <div class="row">
      <Show when={props.canSave}>
        <Button type="submit" variant="primary" busy={props.actions.current() === "save"}>
          {t().app.save}
        </Button>
      </Show>
      <Button busy={isTesting()} onClick={() => props.actions.test()}>
        {isTesting() ? t("settings").testing : t("settings").test}
      </Button>
      <Show when={props.isOwn}>
        <Button
          variant="quiet"
          busy={props.actions.current() === "remove"}
          onClick={() => props.actions.remove()}
        >
          {t("settings").own.remove}
        </Button>
      </Show>
    </div>
  );
}

function ActionOutcome(props: { actions: Actions }): JSX.Element {
  const of = <K extends "tested" | "failed">(kind: K) => {
    const outcome = props.actions.outcome();
    return outcome?.kind === kind ? (outcome as Extract<typeof outcome, { kind: K }>) : undefined;
  };
  return (
    <div role="status">
      <Show when={of("tested")}>{(one) => <TestSuccess answer={one().answer} />}</Show>
      <Show when={of("failed")}>
        {(one) => (
          <ActionFailure
            title={one().action === "test" ? t("settings").testFailed : t().app.failed}
            error={one().error}
          />
        )}
      </Show>
    </div>
  );
}
