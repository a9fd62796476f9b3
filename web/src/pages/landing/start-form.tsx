// The landing page's form: one field starts a first track. Level and hours have defaults that can be changed here.
import { limits } from "@ai-learning/protocol/limits";
import { usePreloadRoute } from "@solidjs/router";
import { createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { Chip } from "../../components/chip.tsx";
import { HoursField } from "../../components/hours-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { hourPresets, levelOptions, wrong } from "../../state/draft-rules.ts";
import { StartFailure } from "../../layout/start-failure.tsx";
import { t } from "../../i18n/index.ts";
import { createStart, type StartState } from "./start-state.ts";

export function StartForm(): JSX.Element {
  const state = createStart();
  const [isOpen, setIsOpen] = createSignal(false);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const wrongField = state.submit();
    if (wrong.hours(state.hours())) setIsOpen(true);
    if (wrongField === "title") document.querySelector<HTMLElement>("#wish")?.focus();
  }

  return (
    <form class="start" noValidate onSubmit={submit}>
      <Ask state={state} />
      <StartFailure error={state.failure()} />
      <p class="start-setup small">
        <span class="soft">
          {t().landing.setup(
            t().tracks.levels[state.level()],
            t().tracks.hours(Number(state.hours())),
          )}
        </span>
        <button
          type="button"
          class="text-button"
          aria-expanded={isOpen()}
          aria-controls="start-details"
          onClick={() => setIsOpen(!isOpen())}
        >
          {t().landing.change}
        </button>
        <span class="soft">{t().landing.askHint}</span>
      </p>
      <div id="start-details" class="start-details" hidden={!isOpen()}>
        <SegmentedChoice
          label={t().tracks.form.level}
          options={levelOptions()}
          value={state.level()}
          onChange={state.setLevel}
        />
        <HoursField
          label={t().tracks.form.hours}
          error={state.hoursError()}
          value={state.hours()}
          max={limits.maxHours}
          presets={hourPresets}
          presetLabel={(n) => t().tracks.form.hoursPreset(t().tracks.hours(n))}
          onChange={state.setHours}
        />
      </div>
      <Examples state={state} />
    </form>
  );
}

function Ask(props: { state: StartState }): JSX.Element {
  const preload = usePreloadRoute();
  const isStarting = (): boolean => props.state.starting() !== undefined;
  return (
    <div class="start-ask">
      <TextField
        id="wish"
        label={t().landing.ask}
        error={props.state.titleError()}
        placeholder={t().landing.askPlaceholder}
        autocomplete="off"
        enterkeyhint="go"
        required
        value={props.state.title()}
        onInput={(event) => props.state.setTitle(event.currentTarget.value)}
        onFocus={() => preload("/tracks/0/chat", { preloadData: false })}
      />
      <Button type="submit" variant="primary" busy={isStarting()}>
        {isStarting() ? t().landing.starting : t().landing.start}
      </Button>
    </div>
  );
}

function Examples(props: { state: StartState }): JSX.Element {
  return (
    <div class="row start-examples" role="group" aria-label={t().landing.tryOne}>
      <span class="soft small" aria-hidden="true">
        {t().landing.tryOne}
      </span>
      <For each={t().landing.examples}>
        {(example) => (
          <Chip
            onClick={() => props.state.start(example)}
            disabled={props.state.starting() !== undefined}
          >
            {example}
            <Show when={props.state.starting() === example}>…</Show>
          </Chip>
        )}
      </For>
    </div>
  );
}
