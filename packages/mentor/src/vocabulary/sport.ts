// Sports, dance, movement, body practices.
import { beginnings, type Family } from "./family.ts";

export const sport: Family = {
  words: beginnings(
    "yoga|йог[аеиу](?!\\p{L})|running|run(?!\\p{L})|бег(?:а|у|ом|ать)?(?!\\p{L})|марафон|marathon|fitness|фитнес|gym|swim|плава|tennis|теннис|football|футбол|soccer|basketball|баскетбол|volleyball|волейбол|boxing|бокс(?!\\p{L})|climb|скалолаз|" +
      "ski(?:ing)?(?!\\p{L})|лыж|snowboard|сноуборд|surf|сёрф|серф|skat|скейт|коньк|danc|танц|cycling|велосипед|велоспорт|pilates|пилатес|растяжк|stretch|workout|martial|карат|дзюдо|единоборств|самообор|self.?defen|gymnast|гимнаст|sport|спорт|турник|calisthen|hiking|поход|meditat|медитац|golf|гольф|кроссфит|crossfit",
  ),
  ru: {
    rungs: [
      "{s}: самочувствие, техника безопасности и старт | Оцениваем форму и начинаем без травм. | проверка готовности; экипировка; разминка",
      "Базовая техника | Ставим правильные движения. | стойка и дыхание; основные движения; частые ошибки",
      "Сила, гибкость и выносливость | Готовим тело к большему. | общая физическая подготовка; гибкость; восстановление",
      "{s}: регулярные тренировки | Собираем недельный план и держим его. | план недели; нагрузка и отдых; дневник",
      "Техника в деталях | Убираем лишнее и становимся точнее. | видеоразбор; упражнения на точность; темп и ритм",
      "{s}: проверка в деле | Пробуем себя в контрольном занятии, игре или на старте. | подготовка; участие; разбор",
      "Тактика и прогресс | Планируем рост и принимаем решения под нагрузкой. | периодизация; тактика; психология",
      "{s}: соревнования и мастерство | Выходим на свой лучший результат. | пик формы; соревнование; долгосрочный план",
    ],
    goals: [
      "Освоить безопасную технику: «{s}»",
      "Тренироваться регулярно и с удовольствием",
      "Достичь измеримого результата",
    ],
    projects: [
      "Четыре недели тренировок с дневником",
      "Видеоразбор своей техники до и после",
      "Контрольный старт, игра или показательное занятие",
    ],
    advice: [
      "Повышайте нагрузку постепенно, при боли остановитесь и спросите врача",
      "Сон и отдых — часть тренировки",
      "Снимайте технику на видео раз в неделю",
    ],
  },
  en: {
    rungs: [
      "{s}: fitness check, safety and start | Assess your shape and begin without injury. | readiness check; equipment; warm-up",
      "Basic technique | Learn to move correctly. | stance and breathing; core movements; frequent mistakes",
      "Strength, flexibility and endurance | Prepare the body for more. | general conditioning; flexibility; recovery",
      "{s}: regular training | Put together a weekly plan and keep to it. | a weekly plan; load and rest; a diary",
      "Technique in detail | Drop what is superfluous and become more exact. | video review; precision drills; tempo and rhythm",
      "{s}: a real test | Try yourself in a trial session, a game or a race. | preparation; taking part; review",
      "Tactics and progress | Plan growth and decide under load. | periodisation; tactics; psychology",
      "{s}: competition and mastery | Reach your best result. | peak form; competing; a long-term plan",
    ],
    goals: [
      "Learn safe technique: {s}",
      "Train regularly and with pleasure",
      "Reach a result you can measure",
    ],
    projects: [
      "Four weeks of training with a diary",
      "A before-and-after video review of your technique",
      "A trial race, game or demonstration session",
    ],
    advice: [
      "Raise the load gradually; if it hurts, stop and ask a doctor",
      "Sleep and rest are part of training",
      "Film your technique once a week",
    ],
  },
};
