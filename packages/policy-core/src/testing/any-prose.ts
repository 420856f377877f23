import fc from 'fast-check';

/** Words as people write them, in languages whose letters look like bytes of UTF-8 to a careless program. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  english: ['release', 'naïve', 'café', 'the', 'rollback', 'it’s', '“ready”', '50 €', 'x²', '20 °C', '±5'],
  french: [
    'déjà',
    'été',
    'façon',
    'où',
    'œuvre',
    'À',
    'Évaluer',
    'ÉTÉ',
    '«déployé»',
    '« à »',
    'l’été',
    'n°',
    'Noël',
  ],
  portuguese: [
    'não',
    'é',
    'manhã',
    'MANHÃ',
    'MANHÃ”',
    'irmã',
    'IRMÃ',
    'ação',
    'AÇÃO',
    'você',
    '“manhã”',
    '1.ª',
    'Às',
  ],
  german: ['groß', 'Maße', '„Spaß“', 'Spaß“', 'STRAßE', 'über', 'Ärger', 'fußläufig', '§ 5', 'Größe'],
  spanish: ['año', '¿qué?', '¡así!', 'QUÉ', 'ESTÁ', '«mañana»', 'allí…', 'n.º'],
  czech: ['výše', 'VÝŠE', 'BLÍŽE', 'příště', 'ŽIŽKOV', 'Šárka', '„ježíš“', 'DŮLEŽITÉ'],
  turkish: ['hâlâ', 'değil', 'İSTANBUL', 'kâğıt', 'şöyle', '“hâlâ”'],
  vietnamese: ['không', 'được', 'MÃ', 'NGÃ', 'ĐÃ', 'phần', 'cấu', 'thể', 'là', 'đã', 'MÃ”'],
  nordic: ['Ångström', 'smörgås', 'blåbær', 'það', 'ÞÝÐA', 'på', 'Å', '1.5 Å'],
  russian: ['развёртывание', 'Откат', '«готово»', 'на', 'всё'],
  greek: ['ανάπτυξη', 'Όχι', 'και'],
  chinese: ['部署', '回滚', '，', '。', '文档'],
  japanese: ['デプロイ', 'ロールバック', 'の', '手順', '「準備」'],
  korean: ['배포', '되돌리기', '문서'],
};

const AROUND = ['', '', '', '…', ' –', '—', '”', '’', '™', '®', '.', ',', '!', ' :'];

/** A line of one language, with punctuation that may follow any word. */
export function anyProse(): fc.Arbitrary<string> {
  const line = fc.constantFrom(...Object.values(WORDS)).chain((words) => {
    const word = fc
      .tuple(fc.constantFrom(...words), fc.constantFrom(...AROUND))
      .map((parts) => parts.join(''));
    return fc.array(word, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '));
  });
  return fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'));
}
