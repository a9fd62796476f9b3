// One field that starts a first track. Level and hours have sensible values that can be changed here.
import { limits } from "@ai-learning/protocol/limits";
import { useNavigate, usePreloadRoute } from "@solidjs/router";
import { createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { Chip } from "../../components/chip.tsx";
import { HoursField } from "../../components/hours-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { hourPresets, levelOptions, wrong, type Level } from "../../state/draft-rules.ts";
import { StartFailure } from "../../layout/start-failure.tsx";
import { t } from "../../i18n/index.ts";
import { startTrack } from "../../state/start-track.ts";

export function StartForm(): JSX.Element {
  const navigate = useNavigate();
  const preload = usePreloadRoute();
  const [title, setTitle] = createSignal("");
  const [level, setLevel] = createSignal<Level>("beginner");
  const [hours, setHours] = createSignal("20");
  const [isOpen, setIsOpen] = createSignal(false);
  const [isTried, setIsTried] = createSignal(false);
  const [starting, setStarting] = createSignal<string>();
  const [failed, setFailed] = createSignal<unknown>();
  const titleError = (): string | undefined => (isTried() ? wrong.title(title()) : undefined);

  async function start(wish: string): Promise<void> {
    if (starting() !== undefined) return;
    setStarting(wish);
    setFailed();
    try {
      const chat = await startTrack({
        title: wish,
        difficulty_level: level(),
        estimated_duration_hours: Number(hours()),
      });
      navigate(chat.path, { state: chat.state });
    } catch (error) {
      setFailed(error);
    } finally {
      setStarting();
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setIsTried(true);
    if (wrong.hours(hours())) setIsOpen(true);
    if (wrong.title(title())) document.querySelector<HTMLElement>("#wish")?.focus();
    else if (!wrong.hours(hours())) void start(title().trim());
  }

  return (
    <form class="start" noValidate onSubmit={submit}>
      <div class="start-ask">
        <TextField
          id="wish"
          label={t().landing.ask}
          error={titleError()}
          placeholder={t().landing.askPlaceholder}
          autocomplete="off"
          enterkeyhint="go"
          required
          value={title()}
          onInput={(event) => setTitle(event.currentTarget.value)}
          onFocus={() => preload("/tracks/0/chat", { preloadData: false })}
        />
        <Button type="submit" variant="primary" busy={starting() !== undefined}>
          {starting() === undefined ? t().landing.start : t().landing.starting}
        </Button>
      </div>
      <StartFailure error={failed()} />
      <p class="start-setup small">
        <span class="soft">
          {t().landing.setup(t().tracks.levels[level()], t().tracks.hours(Number(hours())))}
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
          value={level()}
          onChange={setLevel}
        />
        <HoursField
          label={t().tracks.form.hours}
          error={isTried() ? wrong.hours(hours()) : undefined}
          value={hours()}
          max={limits.maxHours}
          presets={hourPresets}
          presetLabel={(n) => t().tracks.form.hoursPreset(t().tracks.hours(n))}
          onChange={setHours}
        />
      </div>
      <div class="row start-examples" role="group" aria-label={t().landing.tryOne}>
        <span class="soft small" aria-hidden="true">
          {t().landing.tryOne}
        </span>
        <For each={t().landing.examples}>
          {(example) => (
            <Chip onClick={() => void start(example)} disabled={starting() !== undefined}>
              {example}
              <Show when={starting() === example}>…</Show>
            </Chip>
          )}
        </For>
      </div>
    </form>
  );
}
