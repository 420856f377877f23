import { unobserved } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../../testing/sample-change.ts';
import { newEndpointNeedsFlag } from './new-endpoint-needs-flag.ts';

const PATH = 'backend/app/routers/users.py';
const FLAGS = 'Depends(require_flag) or Depends(feature_flags.enabled) or @feature_flag';

const unflagged = (endpoint: string, underlines: string) => ({
  messageId: 'unflagged',
  data: { endpoint, flag: FLAGS },
  underlines,
});
const unclear = (endpoint: string, because: string) => ({
  messageId: 'unclear',
  data: { endpoint, flag: FLAGS },
  because,
});
const UNSEEN = { messageId: 'unseen', data: { path: PATH } };

/** A router as such projects have it. */
const ROUTER = `from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status

from app.api.deps import CurrentUser, SessionDep
from app.core import feature_flags
from app.core.flags import feature_flag, require_flag
from app.schemas.user import UserOut
from app.services.users import UserService

router = APIRouter(prefix="/users", tags=["users"])


@router.get("/{user_id}", response_model=UserOut)
async def read_user(user_id: int, db: SessionDep, current: CurrentUser) -> UserOut:
    user = UserService(db).get(user_id)
    if user is None:
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND)
    return user
`;

const added = (text: string) => ({
  change: [PATH],
  files: { [PATH]: `${ROUTER}\n\n${text}` },
  about: { ...BY_AN_AGENT, filesBefore: [{ path: PATH, text: ROUTER }] },
});

const EXPORT = 'async def export_users(db: SessionDep) -> list[UserOut]: ...\n';

describeRule(newEndpointNeedsFlag, {
  policy: {
    change_scope: {
      feature_flags: {
        paths: ['backend/app/routers/'],
        dependencies: ['require_flag', 'feature_flags.enabled'],
        decorators: ['feature_flag'],
      },
    },
  },
  keeps: {
    'a dependency of the route [row 0.09]': added(
      `@router.get("/export", dependencies=[Depends(require_flag("export"))])\n${EXPORT}`,
    ),
    'a dotted dependency of the route [row 0.09]': added(
      `@router.get("/export", dependencies=[Depends(feature_flags.enabled("export"))])\n${EXPORT}`,
    ),
    'a parameter [row 0.09]': added(
      '@router.get("/export")\nasync def export_users(on: bool = Depends(require_flag("export"))): ...\n',
    ),
    'a parameter in the new form [row 0.09]': added(
      '@router.get("/export")\nasync def export_users(on: Annotated[bool, Depends(require_flag("export"))]): ...\n',
    ),
    'a decorator [row 0.09]': added(`@router.get("/export")\n@feature_flag("export")\n${EXPORT}`),
    'a router of its own [row 0.09]': added(
      `exports = APIRouter(dependencies=[Depends(require_flag("export"))])\n\n\n@exports.get("/export")\n${EXPORT}`,
    ),
    'a router around its router [row 0.09]': added(
      `guarded = APIRouter(dependencies=[Depends(require_flag("export"))])\n\n\n@router.get("/export")\n${EXPORT}guarded.include_router(router)\n`,
    ),
    'a class that asks for the flag [row 0.09]': added(
      `class Export:\n    def __init__(self, on: bool = Depends(require_flag("export"))): ...\n\n\n@router.get("/export")\nasync def export_users(export: Export = Depends()): ...\n`,
    ),
    'a change of an endpoint that was there [row 0.09]': {
      ...added(''),
      files: { [PATH]: ROUTER.replace('user_id: int,', 'user_id: int, full: bool = False,') },
    },
    'a new function that is no endpoint': added('def helper() -> None: ...\n'),
    'an endpoint that is gone': {
      ...added(''),
      files: { [PATH]: 'from fastapi import APIRouter\n\nrouter = APIRouter()\n' },
    },
    'the work of a person': {
      ...added(`@router.get("/export")\n${EXPORT}`),
      about: { ...BY_A_PERSON, filesBefore: [{ path: PATH, text: ROUTER }] },
    },
    'a module that the policy does not name': {
      change: [{ path: 'backend/app/admin.py', status: 'added' }],
      files: { 'backend/app/admin.py': `${ROUTER}` },
      about: BY_AN_AGENT,
    },
    'a module that is deleted': { change: [{ path: PATH, status: 'deleted' }], about: BY_AN_AGENT },
    'a file that is no Python': { change: ['backend/app/routers/README.md'], about: BY_AN_AGENT },
    'a policy that asks for no flags': {
      ...added(`@router.get("/export")\n${EXPORT}`),
      policy: { change_scope: {} },
    },
    'what a release holds': {
      ...added(`@router.get("/export")\n${EXPORT}`),
      seen: { focus: { kind: 'release' } },
    },
  },
  breaks: {
    'an endpoint without a flag [row 0.09]': {
      ...added(`@router.get("/export")\n${EXPORT}`),
      finds: [unflagged('GET /export (export_users)', 'router.get("/export")')],
    },
    'an endpoint with other dependencies [row 0.09]': {
      ...added(`@router.post("/export", dependencies=[Depends(rate_limit)])\n${EXPORT}`),
      finds: [
        unflagged(
          'POST /export (export_users)',
          'router.post("/export", dependencies=[Depends(rate_limit)])',
        ),
      ],
    },
    'a decorator that never runs [row 0.09]': {
      ...added(`@feature_flag("export")\n@router.get("/export")\n${EXPORT}`),
      finds: [unflagged('GET /export (export_users)', 'router.get("/export")')],
    },
    'a flag that is something else by that name [row 0.09]': {
      ...added(`@router.get("/export", dependencies=[Depends(require_flag("export"))])\n${EXPORT}`),
      files: {
        [PATH]: `${ROUTER.replace('feature_flag, require_flag', 'feature_flag, allow_all as require_flag')}@router.get("/export", dependencies=[Depends(require_flag("export"))])\n${EXPORT}`,
      },
      finds: [
        unflagged(
          'GET /export (export_users)',
          'router.get("/export", dependencies=[Depends(require_flag("export"))])',
        ),
      ],
    },
    'a web socket and a route that is added by a call [row 0.09]': {
      ...added(
        '@router.websocket("/live")\nasync def live(socket): ...\n\n\ndef ping(): ...\n\n\nrouter.add_api_route("/ping", ping, methods=["GET", "HEAD"])\n',
      ),
      finds: [
        unflagged('WEBSOCKET /live (live)', 'router.websocket("/live")'),
        unflagged('GET|HEAD /ping (ping)', 'router.add_api_route("/ping", ping, methods=["GET", "HEAD"])'),
      ],
    },
    'an endpoint on another path than before [row 0.09]': {
      ...added(''),
      files: { [PATH]: ROUTER.replace('"/{user_id}"', '"/by-id/{user_id}"') },
      finds: [
        unflagged(
          'GET /by-id/{user_id} (read_user)',
          'router.get("/by-id/{user_id}", response_model=UserOut)',
        ),
      ],
    },
    'the same function on the router of another version [row 0.09]': {
      ...added(
        'v2 = APIRouter(prefix="/v2/users")\n\n\n@v2.get("/{user_id}")\nasync def read_user(user_id: int): ...\n',
      ),
      finds: [unflagged('GET /{user_id} (read_user)', 'v2.get("/{user_id}")')],
    },
    'a second way in without the flag [row 0.09]': {
      ...added(
        `app = FastAPI()\n\n\n@router.get("/export")\n${EXPORT}app.include_router(router, dependencies=[Depends(require_flag("export"))])\napp.include_router(router, prefix="/open")\n`,
      ),
      finds: [unflagged('GET /export (export_users)', 'router.get("/export")')],
    },
    'a method of the router under a name of its own [row 0.09]': {
      ...added(`get = router.get\n\n\n@get("/export")\n${EXPORT}`),
      finds: [unflagged('GET /export (export_users)', 'get("/export")')],
    },
    'a decorator in parentheses [row 0.09]': {
      ...added(`@(router.get("/export"))\n${EXPORT}`),
      finds: [unflagged('GET /export (export_users)', 'router.get("/export")')],
    },
    'every endpoint of a new module [row 0.09]': {
      change: [{ path: PATH, status: 'added' }],
      files: { [PATH]: ROUTER },
      about: BY_AN_AGENT,
      finds: [unflagged('GET /{user_id} (read_user)', 'router.get("/{user_id}", response_model=UserOut)')],
    },
    'an open document, against its text at the base': {
      ...added(`@router.get("/export")\n${EXPORT}`),
      change: [],
      seen: { focus: { kind: 'document', path: PATH } },
      finds: [unflagged('GET /export (export_users)', 'router.get("/export")')],
    },
    'any endpoint, where the policy names no flag': {
      ...added(`@router.get("/export", dependencies=[Depends(require_flag("export"))])\n${EXPORT}`),
      policy: { change_scope: { feature_flags: { paths: ['backend/app/routers/'] } } },
      finds: [
        {
          messageId: 'unflagged',
          data: { endpoint: 'GET /export (export_users)', flag: 'a flag that the policy names' },
          underlines: 'router.get("/export", dependencies=[Depends(require_flag("export"))])',
        },
      ],
    },
  },
  waits: {
    'nobody knows who made the change': {
      ...added(`@router.get("/export")\n${EXPORT}`),
      about: { filesBefore: [{ path: PATH, text: ROUTER }] },
      waits: [
        {
          messageId: 'unflagged',
          data: { endpoint: 'GET /export (export_users)', flag: FLAGS },
          because: 'no commits were given',
        },
      ],
    },
    'a list of dependencies from elsewhere [row 0.09]': {
      ...added(`@router.get("/export", dependencies=COMMON)\n${EXPORT}`),
      waits: [unclear('GET /export (export_users)', 'the list COMMON is not written in this file')],
    },
    'a router from elsewhere [row 0.09]': {
      ...added(`from app.routers.base import api\n\n\n@api.get("/export")\n${EXPORT}`),
      waits: [unclear('GET /export (export_users)', 'the router api is not made in this file')],
    },
    'a function from elsewhere [row 0.09]': {
      ...added('router.add_api_route(EXPORT_PATH, exports.users)\n'),
      waits: [
        unclear('GET EXPORT_PATH (exports.users)', 'the function exports.users is not defined in this file'),
      ],
    },
    'a text that is no Python': {
      ...added('def f(:\n'),
      waits: [{ ...UNSEEN, because: 'it is not valid Python' }],
    },
    'a text that was no Python': {
      ...added(''),
      about: { ...BY_AN_AGENT, filesBefore: [{ path: PATH, text: 'def f(:\n' }] },
      waits: [{ ...UNSEEN, because: 'before the change, it is not valid Python' }],
    },
    'a text before the change that git did not tell': {
      ...added(''),
      seen: { filesBefore: { [PATH]: unobserved('this is a shallow clone') } },
      waits: [{ ...UNSEEN, because: 'this is a shallow clone' }],
    },
    'a text after the change that was not seen': {
      ...added(''),
      seen: { files: {} },
      waits: [{ ...UNSEEN, because: 'its text after the change was not given' }],
    },
  },
});
