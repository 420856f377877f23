import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { docsEncoding } from './encoding.ts';

const DOCUMENTS = { documents: ['docs/**'] };
const was = (written: string, meant: string) => ({ messageId: 'misread', data: { written, meant } });
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
      finds: [{ ...was('â€“', '–'), underlines: 'â€“' }],
      offers: ['Write –'],
      mendedTo: { 'docs/phases.md': '| Phase | What |\n| --- | --- |\n| 0 | Run steps 2–5 by hand. |\n' },
    },
    'letters, quotation marks and a mark of UTF-8': {
      files: { 'docs/a.md': 'ï»¿# DÃ©ploiement\n\nâ€œPrÃªtâ€\u009d\n' },
      finds: [
        { ...was('ï»¿', '\ufeff'), underlines: 'ï»¿' },
        { ...was('Ã©', 'é'), underlines: 'Ã©' },
        { ...was('â€œ', '“'), underlines: 'â€œ' },
        { ...was('Ãª', 'ê'), underlines: 'Ãª' },
        { ...was('â€\u009d', '”'), underlines: 'â€\u009d' },
      ],
      mendedTo: { 'docs/a.md': '\ufeff# Déploiement\n\n“Prêt”\n' },
    },
    'text that was damaged twice': {
      files: { 'docs/a.md': 'steps 2Ã¢â‚¬â€œ5\n' },
      finds: [{ ...was('Ã¢â‚¬â€œ', '–'), underlines: 'Ã¢â‚¬â€œ' }],
      mendedTo: { 'docs/a.md': 'steps 2–5\n' },
    },
    'what two mishaps left, which a person has to look at': {
      files: { 'docs/a.md': 'steps 2â€\u00935\n' },
      finds: [{ ...was('â€\u0093', '–'), underlines: 'â€\u0093' }],
      offers: ['Write –'],
    },
    'a character that was lost': {
      files: { 'docs/a.md': 'd\ufffdploiement\n' },
      finds: [
        {
          messageId: 'lost',
          data: {},
          underlines: '\ufffd',
        },
      ],
      offers: [],
    },
    'a document that is damaged throughout, said once': {
      files: { 'docs/a.md': 'dÃ©ploiement\n'.repeat(60) },
      finds: [
        {
          messageId: 'many',
          data: { path: 'docs/a.md', count: '60' },
          underlines: 'Ã©',
        },
      ],
      offers: ['Fix 60 places'],
      mendedTo: { 'docs/a.md': 'déploiement\n'.repeat(60) },
    },
    'a document that is not UTF-8': {
      ...unreadable('it is not valid UTF-8'),
      finds: [
        {
          messageId: 'unreadable',
          data: { path: 'docs/a.md', problem: 'it is not valid UTF-8' },
          underlines: undefined,
        },
      ],
    },
    'the policy itself': {
      files: { 'lockkeeper.json': '{"version":1,"policy":{"title":"RÃ¨gles"}}' },
      finds: [{ ...was('Ã¨', 'è'), underlines: 'Ã¨' }],
    },
    'the policy itself, when a change touches it': {
      policy: { documents: [] },
      change: ['lockkeeper.json'],
      files: { 'lockkeeper.json': '{"version":1,"policy":{"title":"RÃ¨gles"}}' },
      finds: [{ ...was('Ã¨', 'è'), underlines: 'Ã¨' }],
    },
  },
  waits: {
    'a document whose text is not known': {
      change: ['docs/a.md'],
      waits: [{ messageId: 'unseen', data: { path: 'docs/a.md' }, because: 'its text was not given' }],
    },
    'a document that is too large': {
      ...unreadable('it has 3.0 MB and more than 2 MB is not analysed'),
      waits: [
        {
          messageId: 'unseen',
          data: { path: 'docs/a.md' },
          because: 'it has 3.0 MB and more than 2 MB is not analysed',
        },
      ],
    },
    'folders that could not be listed': {
      files: {},
      seen: { listing: unobserved('git is not installed') },
      waits: [{ messageId: 'unlisted', data: {}, because: 'git is not installed' }],
    },
  },
});
