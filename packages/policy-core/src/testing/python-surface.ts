import type { ApiChange } from '../python-api/comparison/python-api-change.ts';
import { pythonApiDifference } from '../python-api/comparison/python-api-difference.ts';
import type { PythonApi } from '../python-api/surface/python-api-model.ts';
import { readPythonApi } from '../python-api/surface/python-api.ts';
import type { Parsers } from '../parsers/parsers.ts';

/** Throws for a text that is no Python: then it is the test that is wrong. */
export function surfaceOf({ python }: Parsers, text: string, path = 'app/services/users.py'): PythonApi {
  const reading = readPythonApi(python, { path, text });
  if (reading.kind === 'unreadable') throw new Error(`${reading.problem}: ${text}`);
  return reading.api;
}

/** What users of a module notice, one sentence each; `(?)` marks what cannot be told. */
export function noticed(parsers: Parsers, before: string, after: string): string[] {
  return changesBetween(parsers, before, after).map(sentence);
}

/** The part of the new text each change is shown at. */
export function underlinedBy(parsers: Parsers, before: string, after: string): string[] {
  return changesBetween(parsers, before, after).map(({ start, end }) => after.slice(start, end));
}

/** A class `Users` with this body, for tables of short bodies. */
export function users(body: string, bases = ''): string {
  const lines = body.split('\n').map((line) => `    ${line}`);
  return [`class Users${bases}:`, ...lines].join('\n');
}

/** A module with these classes, and all that they may build on. */
export function moduleOf(classes: string): string {
  return `${IMPORTS}${classes}\n`;
}

const IMPORTS = [
  'from abc import ABC, abstractmethod',
  'from dataclasses import KW_ONLY, dataclass, field',
  'from typing import ClassVar, NamedTuple, NotRequired, TypedDict',
  'from pydantic import BaseModel, Field',
  'from app.repositories import Repository',
  '',
].join('\n');

export function changesBetween(parsers: Parsers, before: string, after: string): readonly ApiChange[] {
  return pythonApiDifference(surfaceOf(parsers, before), surfaceOf(parsers, after));
}

function sentence({ kind, name, text }: ApiChange): string {
  return `${kind === 'unclear' ? '(?) ' : ''}${name} ${text}`;
}
