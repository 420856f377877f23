import type { PolicyText } from './policy-text.ts';
import { readToml } from './toml-text.ts';
import { readYaml } from './yaml-text.ts';
import { readJson } from '../../model/json-text.ts';

/** The format follows the file name: `.toml`, `.json`, else YAML. */
export function readPolicyText(path: string, text: string): PolicyText {
  const plain = text.replace(/^\uFEFF/, '');
  if (path.endsWith('.toml')) return readToml(path, plain);
  if (!path.endsWith('.json')) return readYaml(path, plain);
  const json = readJson(path, plain);
  return json.kind === 'json' ? { ...json, kind: 'value' } : json;
}
