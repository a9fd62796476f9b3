// Which days a page of figures shows.
import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import { limits } from "@ai-learning/protocol/limits";
import { Button } from "../../components/button.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { longDays } from "./format.ts";
import { presetRange, presets, wrongRange, type Range } from "./range.ts";
import { figureWords } from "./words.ts";

interface RangePickerProps {
  range: Range;
  /** Today in `timeZone`. */
  today: string;
  timeZone: string;
  /** What is shown is of other days still. */
  isUpdating: boolean;
  onChange: (range: Range) => void;
}

export function RangePicker(props: RangePickerProps): JSX.Element {
  const words = () => figureWords().range;
  const [isCustom, setIsCustom] = createSignal(props.range.chosen === "custom");
  createEffect(
    on(
      () => props.range,
      ({ chosen }) => setIsCustom(chosen === "custom"),
    ),
  );
  return (
    <div class="analytics-range">
      <SegmentedChoice
        label={words().label}
        hideLabel
        options={[
          ...presets.map((value) => ({ value, label: words().presets[value] })),
          { value: "custom" as const, label: words().custom },
        ]}
        value={isCustom() ? "custom" : props.range.chosen}
        onChange={(chosen) => {
          setIsCustom(chosen === "custom");
          if (chosen !== "custom") props.onChange(presetRange(chosen, props.today));
        }}
      />
      <Show when={isCustom()}>
        <CustomRange {...props} />
      </Show>
      <p class="soft small" role="status">
        {props.isUpdating
          ? words().updating
          : words().shown(longDays(props.range.from, props.range.to), props.timeZone)}
      </p>
    </div>
  );
}

type Wrong = ReturnType<typeof wrongRange>;

function CustomRange(props: RangePickerProps): JSX.Element {
  const words = () => figureWords().range;
  const [days, setDays] = createSignal({ from: props.range.from, to: props.range.to });
  const [wrong, setWrong] = createSignal<Wrong>();
  /** The error of a field: what is missing is said where it is missing, anything else at the end. */
  const errorOf = (field: "from" | "to"): string | undefined => {
    const which = wrong();
    if (which === undefined || isRight(field, which, days()[field])) return undefined;
    return which === "long" ? words().wrong.long(limits.analyticsDays) : words().wrong[which];
  };
  const field = (name: "from" | "to"): JSX.Element => (
    <TextField
      label={words()[name]}
      name={name}
      type="date"
      max={props.today}
      value={days()[name]}
      error={errorOf(name)}
      onInput={(event) => {
        setDays({ ...days(), [name]: event.currentTarget.value });
        setWrong(undefined);
      }}
    />
  );

  function show(event: SubmitEvent & { currentTarget: HTMLFormElement }): void {
    event.preventDefault();
    const form = event.currentTarget;
    const found = wrongRange(days().from, days().to);
    setWrong(found);
    if (found === undefined) props.onChange({ chosen: "custom", ...days() });
    else form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }

  return (
    <form class="analytics-custom" novalidate onSubmit={show}>
      {field("from")}
      {field("to")}
      <Button type="submit">{words().show}</Button>
    </form>
  );
}

const isRight = (field: "from" | "to", wrong: Wrong, value: string): boolean =>
  wrong === "missing" ? value !== "" : field === "from";
