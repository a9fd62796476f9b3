// The one shape of a plan in the dialogue: people and programs read it.
import type { Locale } from "./locale.ts";

const russian = `Форма плана (markdown):

## План курса: <название>
**Всего: <N> ч** · Уровень: <начальный | средний | продвинутый>

### Цели
- <цель>

### Модуль 1. <название> — <часы> ч
<одно предложение: о чём модуль>
- <тема>

(так же для каждого модуля, по порядку, у каждого свой заголовок, номер и часы)

**Итого: <сумма часов всех модулей> ч**

### Проекты
- <проект>

### Советы
- <совет>

Часы модуля — целое число от 1; сумма часов модулей обязана точно равняться числу в строках «Всего» и «Итого». Название — предмет курса коротко: без уровня, часов и слов «хочу научиться».`;

const english = `The plan's shape (markdown):

## Course plan: <title>
**Total: <N> h** · Level: <beginner | intermediate | advanced>

### Goals
- <goal>

### Module 1. <title> — <hours> h
<one sentence: what the module is about>
- <topic>

(the same for every module, in order, each with its own heading, number and hours)

**Total: <sum of all module hours> h**

### Projects
- <project>

### Advice
- <advice>

A module's hours are a whole number from 1; the modules' hours must add up to exactly the number in both "Total" lines. The title names the subject in a few words: no level, no hours, no "I want to learn".`;

export const planShape: Readonly<Record<Locale, string>> = { ru: russian, en: english };
