// Two question files without a flaw, one a language, in which tests plant faults.

const because = {
  en: "The passage below says so.",
  ru: "Об этом говорит отрывок ниже.",
};

type Locale = keyof typeof because;
/** An option and its length do not follow the key: the key's place is told apart. */
const choice = (
  locale: Locale,
  stem: string,
  texts: readonly string[],
  keyAt: number,
  quote: string,
) => ({
  kind: "choice",
  stem,
  quote,
  key: "abcd"[keyAt],
  options: texts.map((text, at) => ({ id: "abcd"[at], text, explanation: because[locale] })),
});

const lessonEn = `# Bread at home

Flour, water, salt and yeast are enough for a loaf. Weigh them: a cup of flour may hold a third more than another.
Knead for 10 minutes, until the dough stretches thin without tearing. Gluten, a net of protein, keeps the gas inside.
Cover the dough and let it rise at about 25 °C until it has doubled. In a cold kitchen that takes twice as long.
Bake at 230 °C. Steam in the first minutes keeps the crust soft, so that the loaf can still grow.
`;

/** Four cards, eight choices: the key stands twice at each place, and is the longest option twice. */
export const english = {
  locale: "en",
  lesson: { text: lessonEn },
  cards: [
    {
      idea: "Ingredients are weighed because volumes of flour differ",
      objective: "Measure ingredients",
      items: [
        choice(
          "en",
          "Why does a baker put flour on a scale?",
          [
            "the same volume may differ by a third",
            "it warms the flour a little beforehand",
            "it keeps yeast away from the salt",
            "it shows how old the flour is",
          ],
          0,
          "a cup of flour may hold a third more than another",
        ),
        choice(
          "en",
          "Two cups from one bag bake differently. What is the likely cause?",
          [
            "one was left to rise near a window",
            "they held unequal amounts",
            "the bag was opened too early in the day",
            "one had more salt",
          ],
          1,
          "a cup of flour may hold a third more than another",
        ),
        {
          kind: "cloze",
          stem: "One cup of flour may hold a ___ more than the next.",
          answers: ["third", "1/3"],
          quote: "a cup of flour may hold a third more",
          explanation: because.en,
        },
      ],
    },
    {
      idea: "Kneading builds a net of gluten that holds gas",
      objective: "Knead dough",
      items: [
        choice(
          "en",
          "What does kneading build in dough?",
          [
            "a film of sugar around each grain",
            "a skin of starch on its outside",
            "an elastic mesh of protein",
            "bubbles of steam",
          ],
          2,
          "Gluten, a net of protein, keeps the gas inside.",
        ),
        choice(
          "en",
          "How do you see that dough was worked long enough?",
          [
            "it smells of alcohol and of some honey",
            "it has a dry crust",
            "it feels cold to the hand",
            "it can be pulled thin in one piece",
          ],
          3,
          "until the dough stretches thin without tearing",
        ),
        {
          kind: "number",
          stem: "How many minutes does this recipe work the dough by hand?",
          answer: "10",
          tolerance: "0",
          unit: "min",
          quote: "Knead for 10 minutes",
          explanation: because.en,
        },
      ],
    },
    {
      idea: "Warmth decides how long dough rises",
      objective: "Let dough rise",
      items: [
        choice(
          "en",
          "A kitchen has 15 °C instead of 25 °C. What changes?",
          [
            "rising takes about twice the time",
            "the salt will melt later",
            "the loaf needs a hotter oven and more salt",
            "the dough turns sour at once",
          ],
          0,
          "In a cold kitchen that takes twice as long.",
        ),
        choice(
          "en",
          "When has dough risen enough?",
          [
            "when it begins to sink again",
            "when its volume is twice what it was",
            "when an hour has gone by on the clock",
            "when the cloth over it is wet",
          ],
          1,
          "until it has doubled",
        ),
        {
          kind: "order",
          stem: "Put the work on a loaf into its sequence.",
          options: [
            { id: "bake", text: "bake" },
            { id: "weigh", text: "weigh" },
            { id: "rise", text: "let it rise" },
            { id: "knead", text: "knead" },
          ],
          key: ["weigh", "knead", "rise", "bake"],
          quote: "Flour, water, salt and yeast are enough for a loaf.",
          explanation: because.en,
        },
      ],
    },
    {
      idea: "Steam keeps the crust soft while the loaf grows",
      objective: "Bake a loaf",
      items: [
        choice(
          "en",
          "What is steam for at the start of baking?",
          [
            "it browns the crust sooner than dry air",
            "it cools the oven down",
            "it lets the outside stay stretchy",
            "it makes the yeast work again",
          ],
          2,
          "Steam in the first minutes keeps the crust soft",
        ),
        choice(
          "en",
          "A loaf burst at its side. What was probably missing?",
          [
            "a longer rest after baking, on a rack",
            "a sheet of paper below it",
            "a pinch of sugar in it",
            "moist heat in the oven early on",
          ],
          3,
          "Steam in the first minutes keeps the crust soft, so that the loaf can still grow.",
        ),
        {
          kind: "short",
          stem: "Explain in a sentence how steam helps a loaf.",
          rubric: [
            { id: "soft", text: "the crust stays soft", essential: true },
            { id: "grow", text: "the loaf can go on growing", essential: true },
            { id: "early", text: "in the first minutes", essential: false },
          ],
          answer: "In the first minutes it keeps the crust soft, so that the loaf can grow.",
          quote: "Steam in the first minutes keeps the crust soft",
          explanation: because.en,
        },
      ],
    },
  ],
};

const lessonRu = `# Хлеб дома

Мука, вода, соль и дрожжи — этого хватит на буханку. Взвешивайте их: в одном стакане муки бывает на треть больше, чем в другом.
Месите 10 минут, пока тесто не станет тянуться, не разрываясь. Клейковина, сеть из белка, удерживает газ.
`;

export const russian = {
  locale: "ru",
  lesson: { text: lessonRu },
  cards: [
    {
      idea: "Муку взвешивают, потому что объём обманывает",
      objective: "Отмерять продукты",
      items: [
        choice(
          "ru",
          "Зачем пекарю весы?",
          [
            "чтобы заранее согреть муку на столе",
            "один и тот же объём весит по-разному",
            "чтобы соль не касалась дрожжей",
            "чтобы узнать возраст муки",
          ],
          1,
          "в одном стакане муки бывает на треть больше",
        ),
        {
          kind: "cloze",
          stem: "В одном стакане муки бывает на ___ больше, чем в другом.",
          answers: ["треть"],
          quote: "в одном стакане муки бывает на треть больше",
          explanation: because.ru,
        },
      ],
    },
    {
      idea: "Замес создаёт сеть клейковины, которая держит газ",
      objective: "Месить тесто",
      items: [
        choice(
          "ru",
          "Что появляется в тесте при замесе?",
          [
            "плёнка сахара на каждом зерне",
            "корка крахмала снаружи",
            "упругая сетка из белка",
            "пузырьки пара",
          ],
          2,
          "Клейковина, сеть из белка, удерживает газ.",
        ),
        {
          kind: "short",
          stem: "Объясните, почему тесто держит форму, когда поднимается.",
          rubric: [
            { id: "net", text: "есть сеть из белка" },
            { id: "gas", text: "она удерживает газ" },
          ],
          answer: "Сеть из белка удерживает в нём газ.",
          quote: "Клейковина, сеть из белка, удерживает газ.",
          explanation: because.ru,
        },
      ],
    },
  ],
};
