export { alembicStarts } from './alembic-starts.ts';
export { generateCodeowners } from './codeowners.ts';
export { isGenerated, type GeneratedFile, type Generation } from './generated-file.ts';
export { generateRulesets } from './rulesets.ts';
export { generateScripts } from './scripts.ts';
export { generateWorkflows } from './workflows.ts';
