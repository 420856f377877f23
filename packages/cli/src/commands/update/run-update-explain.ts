import { displayText, type FileContent } from '@lockkeeper/policy-core';
import { lintUpdateConfig, UPDATE_CONFIG_PATH } from '@lockkeeper/policy-core/update';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { openService } from './installed-place.ts';
import type { UpdateOptions } from './options.ts';
import { updateSettings, type SeenSettings } from './update-settings.ts';

/** `lockkeeper update explain` */
export function runUpdateExplain({ format, root }: UpdateOptions, world: World): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const repository = await openService(root, world);
    const { reading, content } = await updateSettings(repository, world);
    const text = format === 'json' ? jsonOf(reading, content) : `${linesOf(reading, content).join('\n')}\n`;
    world.stdout.write(text);
    return EXIT.ok;
  });
}

function jsonOf(reading: SeenSettings['reading'], content: FileContent): string {
  const document = {
    schema_version: 1,
    path: UPDATE_CONFIG_PATH,
    is_there: content.kind === 'text',
    settings: reading.sources.map(({ key, value, source }) => ({
      key,
      value: value ?? null,
      source: jsonSource(source),
    })),
    advice: lintUpdateConfig(reading),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

type Source = SeenSettings['reading']['sources'][number]['source'];

function jsonSource(source: Source): object {
  if (source.kind !== 'file') return source;
  const { path, start } = source.at;
  return { kind: 'file', path, line: start.line + 1, column: start.character + 1 };
}

function linesOf(reading: SeenSettings['reading'], content: FileContent): readonly string[] {
  const rows = reading.sources.map(({ key, value, source }) => [
    key,
    value === undefined ? 'not set' : JSON.stringify(value),
    sourceText(source),
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  const missing = `There is no ${UPDATE_CONFIG_PATH}: what nobody sets is the default.`;
  const advice = lintUpdateConfig(reading).map(({ message }) => message);
  return [
    ...(content.kind === 'absent' ? [missing, ''] : []),
    ...rows.map(([key = '', value = '', source = '']) =>
      displayText(`${key.padEnd(first)}  ${value.padEnd(second)}  ${source}`),
    ),
    ...(advice.length === 0 ? [] : ['', ...advice]),
  ];
}

function sourceText(source: Source): string {
  if (source.kind === 'environment') return source.variable;
  return source.kind === 'file' ? `${source.at.path}:${source.at.start.line + 1}` : 'default';
}
