// Instruments, singing, theory, production.
import { beginnings, type Family } from "./family.ts";

export const music: Family = {
  words: beginnings(
    "guitar|гитар|piano|пианино|фортепиано|рояль|violin|скрипк|drum|барабан|ударн|sing(?:ing)?(?!\\p{L})|вокал|пени[еяю]|петь|music|музык|ukulele|укулеле|saxophon|саксофон|flute|флейт|cello|виолончел|" +
      "сольфеджио|composition|композиц|dj(?!\\p{L})|диджей|ableton|fl studio|саунд|sound|битмейк|beat.?mak|bass|бас(?!\\p{L})|accordion|аккордеон|баян|balalaika|балалайк|kalimba|калимб|chord|аккорд|ноты",
  ),
  ru: {
    rungs: [
      "{s}: посадка, звук и первые упражнения | Находим удобное положение и чистый звук. | устройство и настройка; положение тела и рук; первые звуки",
      "Ритм и чтение музыки | Держим темп и понимаем запись. | пульс и размер; ноты или табулатуры; игра под метроном",
      "Основные приёмы | Ставим движения, из которых складывается игра. | базовая техника; координация; чистота переходов",
      "{s}: первые песни и пьесы | Разучиваем настоящие произведения целиком. | разбор по частям; запоминание; темп и выразительность",
      "Слух, лад и гармония | Слышим, что играем, и понимаем почему. | интервалы и аккорды; тональности; подбор на слух",
      "{s}: своя программа и выступление | Готовим репертуар и показываем его слушателям. | выбор репертуара; репетиция; запись или мини-концерт",
      "Импровизация и аранжировка | Добавляем своё: вариации, подголоски, форма. | гаммы и импровизация; аранжировка; игра с другими",
      "{s}: стиль, запись и собственный голос | Ищем узнаваемое звучание и доводим запись до результата. | стили; студийная запись; сочинение",
    ],
    goals: [
      "Уверенно исполнять любимые произведения: «{s}»",
      "Держать ритм и слышать свои ошибки",
      "Выступить перед слушателями или сделать запись",
    ],
    projects: [
      "Запись двух любимых произведений на видео",
      "Домашний мини-концерт на 10 минут",
      "Собственная короткая композиция или обработка",
    ],
    advice: [
      "Занимайтесь по 15–30 минут каждый день, медленно и под метроном",
      "Записывайте себя раз в неделю и сравнивайте",
      "Начинайте занятие с трудного места, заканчивайте любимым",
    ],
  },
  en: {
    rungs: [
      "{s}: posture, tone and first exercises | Find a comfortable position and a clean sound. | the instrument and tuning; body and hands; first sounds",
      "Rhythm and reading music | Keep the tempo and understand notation. | pulse and metre; notes or tabs; playing with a metronome",
      "Core technique | Train the movements that playing is made of. | basic technique; coordination; clean transitions",
      "{s}: first songs and pieces | Learn real pieces from beginning to end. | learning in parts; memorising; tempo and expression",
      "Ear, keys and harmony | Hear what you play and understand why. | intervals and chords; keys; playing by ear",
      "{s}: a programme and a performance | Prepare a repertoire and show it to listeners. | choosing pieces; rehearsing; a recording or small concert",
      "Improvising and arranging | Add your own: variations, second voices, form. | scales and improvisation; arranging; playing with others",
      "{s}: style, recording and your own voice | Find a recognisable sound and finish a recording. | styles; studio recording; composing",
    ],
    goals: [
      "Perform favourite pieces with confidence: {s}",
      "Keep the rhythm and hear your own mistakes",
      "Play for listeners or make a recording",
    ],
    projects: [
      "A video recording of two favourite pieces",
      "A ten-minute concert at home",
      "A short composition or arrangement of your own",
    ],
    advice: [
      "Practise 15-30 minutes every day, slowly and with a metronome",
      "Record yourself once a week and compare",
      "Begin with the hard passage, end with the one you love",
    ],
  },
};
