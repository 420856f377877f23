import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';

/**
 * What GitHub finds wrong with the workflow at `path`, the workflows it calls included.
 *
 * @param files texts by path, all that the repository has
 */
export async function workflowErrors(
  files: Readonly<Record<string, string>>,
  path: string,
): Promise<readonly string[]> {
  const file = fileAt(files, path);
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
  if (value !== undefined) {
    const called = { getFileContent: async (reference: object) => fileAt(files, pathIn(reference)) };
    await convertWorkflowTemplate(context, value, called, { fetchReusableWorkflowDepth: 1 });
  }
  return context.errors.getErrors().map(messageOf);
}

/** What GitHub finds wrong with an `action.yml`. */
export function actionErrors(text: string): readonly string[] {
  const { context } = parseAction({ name: 'action.yml', content: text }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(messageOf);
}

function fileAt(files: Readonly<Record<string, string>>, path: string) {
  const content = files[path];
  if (content === undefined) throw new Error(`There is no workflow ${path}.`);
  return { name: path, content };
}

function pathIn(reference: object): string {
  return 'path' in reference && typeof reference.path === 'string' ? reference.path : '';
}

function messageOf(error: { readonly message: string }): string {
  return error.message;
}
