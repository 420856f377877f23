import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { docsEncoding } from './encoding.ts';

const DOCUMENTS = { documents: ['docs/**'] };
const was = (written: string, meant: string) =>
  `${written} was ${meant} before it was saved in the wrong encoding. Write ${meant} again.`;
const unreadable = (problem: string) => ({
  change: ['docs/a.md'],
  seen: { files: { 'docs/a.md': observed({ kind: 'unreadable' as const, problem }) } },
});

describeRule(docsEncoding, {
  policy: DOCUMENTS,
  keeps: {
    'texts in many languages': {
      files: {
        'docs/fr.md': 'Déjà déployé : «été», “allé…”, CAFÉ™\n',
        'docs/pt.md': 'A manhã, MANHÃ”, não é… AÇÃO\n',
        'docs/cs.md': 'VÝŠE, BLÍŽE, příště\n',
        'docs/vi.md': 'Không được, MÃ – NGÃ\n',
        'docs/zh.md': '部署和回滚——文档。\n',
        'docs/en.md': 'Steps 2–5, 20 °C, “ready” → production 🚀\n',
      },
    },
    'a document the policy does not name': { files: { 'backend/a.md': '2â€“5\n' } },
    'a link, whose target is judged where it lies': unreadable('it is a symbolic link'),
    'a folder that was swapped for another repository': unreadable('it is a submodule'),
    'damage in a document the change does not touch': {
      change: ['backend/app.py'],
      files: { 'docs/a.md': '2â€“5\n' },
    },
  },
  breaks: {
    '[row 3.51] a dash in a table': {
      files: { 'docs/phases.md': '| Phase | What |\n| --- | --- |\n| 0 | Run steps 2â€“5 by hand. |\n' },
      finds: [{ message: was('â€“', '–'), underlines: 'â€“' }],
      offers: ['Write –'],
      mendedTo: { 'docs/phases.md': '| Phase | What |\n| --- | --- |\n| 0 | Run steps 2–5 by hand. |\n' },
    },
    'letters, quotation marks and a mark of UTF-8': {
      files: { 'docs/a.md': 'ï»¿# DÃ©ploiement\n\nâ€œPrÃªtâ€\u009d\n' },
      finds: [
        { message: was('ï»¿', '\\u{feff}'), underlines: 'ï»¿' },
        { message: was('Ã©', 'é'), underlines: 'Ã©' },
        { message: was('â€œ', '“'), underlines: 'â€œ' },
        { message: was('Ãª', 'ê'), underlines: 'Ãª' },
        { message: was('â€\\u{9d}', '”'), underlines: 'â€\u009d' },
      ],
      mendedTo: { 'docs/a.md': '\ufeff# Déploiement\n\n“Prêt”\n' },
    },
    'text that was damaged twice': {
      files: { 'docs/a.md': 'steps 2Ã¢â‚¬â€œ5\n' },
      finds: [{ message: was('Ã¢â‚¬â€œ', '–'), underlines: 'Ã¢â‚¬â€œ' }],
      mendedTo: { 'docs/a.md': 'steps 2–5\n' },
    },
    'what two mishaps left, which a person has to look at': {
      files: { 'docs/a.md': 'steps 2â€\u00935\n' },
      finds: [{ message: was('â€\\u{93}', '–'), underlines: 'â€\u0093' }],
      offers: ['Write –'],
    },
    'a character that was lost': {
      files: { 'docs/a.md': 'd\ufffdploiement\n' },
      finds: [
        {
          message: 'A character was lost here when the text was saved in another encoding. Write it again.',
          underlines: '\ufffd',
        },
      ],
      offers: [],
    },
    'a document that is damaged throughout, said once': {
      files: { 'docs/a.md': 'dÃ©ploiement\n'.repeat(60) },
      finds: [
        {
          message:
            '60 places of docs/a.md were damaged when it was saved in the wrong encoding. Restore an older version, or mend them.',
          underlines: 'Ã©',
        },
      ],
      offers: ['Mend 60 places'],
      mendedTo: { 'docs/a.md': 'déploiement\n'.repeat(60) },
    },
    'a document that is not UTF-8': {
      ...unreadable('it is not valid UTF-8'),
      finds: [
        {
          message: 'docs/a.md cannot be read because it is not valid UTF-8. Save it in UTF-8.',
          underlines: undefined,
        },
      ],
    },
    'the policy itself': {
      files: { 'lockkeeper.json': '{"version":1,"policy":{"title":"RÃ¨gles"}}' },
      finds: [{ message: was('Ã¨', 'è'), underlines: 'Ã¨' }],
    },
    'the policy itself, when a change touches it': {
      policy: { documents: [] },
      change: ['lockkeeper.json'],
      files: { 'lockkeeper.json': '{"version":1,"policy":{"title":"RÃ¨gles"}}' },
      finds: [{ message: was('Ã¨', 'è'), underlines: 'Ã¨' }],
    },
  },
  waits: {
    'a document whose text is not known': {
      change: ['docs/a.md'],
      waits: [{ message: 'The encoding of docs/a.md cannot be judged.', because: 'its text was not given' }],
    },
    'a document that is too large': {
      ...unreadable('it has 3.0 MB and more than 2 MB is not analysed'),
      waits: [
        {
          message: 'The encoding of docs/a.md cannot be judged.',
          because: 'it has 3.0 MB and more than 2 MB is not analysed',
        },
      ],
    },
    'folders that could not be listed': {
      files: {},
      seen: { listing: unobserved('git is not installed') },
      waits: [{ message: 'It cannot be told which documents there are.', because: 'git is not installed' }],
    },
  },
});
