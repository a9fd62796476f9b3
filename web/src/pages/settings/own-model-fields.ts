// State of the own-model form: values and errors.
import { createEffect, createSignal, on, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { errorText } from "../../i18n/errors.ts";
import { initial, names, wrongIn, type Config, type Name, type Values } from "./own-model-form.ts";

export interface Fields {
  readonly values: Values;
  /** A field's error, once a save was tried or the server refused it. */
  readonly error: (name: Name) => string | undefined;
  readonly set: (name: Name, value: string) => void;
  /** Shows the server's error beside a field, until the field changes. */
  readonly refuse: (name: Name, error: unknown) => void;
  /** Puts saved settings into the fields. */
  readonly show: (config: Config) => void;
  /** Shows every error from now on, and returns the names of the fields that have one. */
  readonly check: () => readonly Name[];
}

export function createFields(config: Accessor<Config | undefined>): Fields {
  const [values, setValues] = createStore<Record<Name, string>>({
    base_url: "",
    model_name: "",
    api_key: "",
    temperature: "0.7",
    max_tokens: "2000",
  });
  const [refused, setRefused] = createStore<Partial<Record<Name, unknown>>>({});
  const [isChanged, setIsChanged] = createSignal(false);
  const [isTried, setIsTried] = createSignal(false);

  function show(saved: Config): void {
    setValues(initial(saved));
    setIsChanged(false);
    setIsTried(false);
  }
  createEffect(
    on(config, (loaded) => {
      // A change that is not saved yet is not overwritten.
      if (loaded !== undefined && !isChanged()) show(loaded);
    }),
  );

  return {
    values,
    error(name) {
      const own = isTried() ? wrongIn(values, config())[name] : undefined;
      return own ?? (refused[name] === undefined ? undefined : errorText(refused[name]));
    },
    set(name, value) {
      setValues(name, value);
      setRefused(name, undefined);
      setIsChanged(true);
    },
    refuse: (name, error) => setRefused(name, error),
    show,
    check() {
      setIsTried(true);
      const wrong = wrongIn(values, config());
      return names.filter((name) => wrong[name] !== undefined);
    },
  };
}
