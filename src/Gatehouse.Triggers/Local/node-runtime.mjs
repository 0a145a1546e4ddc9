// Runs the handler of a folder as Lambda's Node runtime does: takes events from the Runtime API, one at a time, and gives back what it answers.
import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root, _HANDLER: name } = process.env;
const agent = new http.Agent({ keepAlive: true });
let current;
let whenIdle = () => {};

/** Calls the Runtime API. Without it there is nobody to work for. */
function call(method, place, body) {
  const [host, ...folders] = api.split('/');
  const [hostname, port] = host.split(':');
  const options = { method, hostname, port, path: `/${folders.join('/')}/2018-06-01/runtime/${place}`, agent };
  return new Promise((resolve) => {
    const request = http.request(options, async (response) => {
      try {
        resolve({ headers: response.headers, body: Buffer.concat(await response.toArray()).toString() });
      } catch {
        process.exit(1);
      }
    });
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

const told = (error) => JSON.stringify({
  errorType: error?.name ?? typeof error,
  errorMessage: error?.message ?? String(error),
  trace: error?.stack?.split('\n') ?? [],
});

const fail = (error) => call('POST', `invocation/${current}/error`, told(error));

async function crash(error, code) {
  console.error(error);
  if (current) await fail(error);
  process.exit(code);
}

/** What `file.export` names: the export of `file.js`, `file.mjs` or `file.cjs`. */
async function load() {
  const base = path.basename(name);
  const dot = base.indexOf('.');
  const stem = path.resolve(root, path.dirname(name), base.slice(0, dot));
  const file = ['.js', '.mjs', '.cjs'].map((ending) => stem + ending).find(existsSync);
  if (!file) throw new Error(`There is no ${stem}.js, .mjs or .cjs`);

  const module = await import(pathToFileURL(file));
  const within = (part) => base.slice(dot + 1).split('.').reduce((inner, key) => inner?.[key], part);
  const handler = within(module) ?? within(module.default);
  if (typeof handler !== 'function') throw new Error(`${file} does not export the function ${base.slice(dot + 1)}`);
  return handler;
}

/** Has the handler answer: by what it returns, or by calling back. */
function ask(handler, event, context) {
  return new Promise((resolve, reject) => {
    const done = (error, answer) => (error ? reject(error) : resolve(answer));
    const callback = (error, answer) => {
      // As at Lambda, what else the handler began is waited for unless it says otherwise.
      whenIdle = () => done(error, answer);
      if (!context.callbackWaitsForEmptyEventLoop) whenIdle();
    };
    whenIdle = () => resolve(null);
    Object.assign(context, { done, succeed: resolve, fail: (error) => reject(error ?? 'handled') });
    const answer = handler(event, context, callback);
    if (typeof answer?.then === 'function') answer.then(resolve, reject);
  });
}

function contextOf(headers) {
  const env = process.env;
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    clientContext: JSON.parse(headers['lambda-runtime-client-context'] ?? 'null') ?? undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => headers['lambda-runtime-deadline-ms'] - Date.now(),
  };
}

async function serve() {
  const handler = await load().catch((error) => crash(error, 1));
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next');
    current = headers['lambda-runtime-aws-request-id'];
    try {
      const answer = await ask(handler, JSON.parse(body), contextOf(headers));
      await call('POST', `invocation/${current}/response`, JSON.stringify(answer ?? null));
    } catch (error) {
      console.error(error);
      await fail(error);
    }

    current = undefined;
    whenIdle = () => {};
  }
}

/** Amazon's own client, where the folder has it and it was built; its third version takes the handler as an argument. */
async function serveByAmazon(folder) {
  if (existsSync(path.join(folder, 'dist/rapid-client.node'))) {
    const { run } = await import(pathToFileURL(path.join(folder, 'dist/index.mjs')));
    return run(root, name);
  }

  // What it has in C++ reads the whole address from the environment; what it has in JavaScript takes host and port only.
  process.env = new Proxy(process.env, {
    get: (env, key) => (key === 'AWS_LAMBDA_RUNTIME_API' ? api.split('/')[0] : env[key]),
    set: (env, key, value) => Reflect.set(env, key, value),
  });
  return import(pathToFileURL(path.join(folder, 'index.mjs')));
}

const amazon = path.join(root, 'node_modules/aws-lambda-ric');
const isBuilt = ['rapid-client.node', 'dist/rapid-client.node'].some((file) => existsSync(path.join(amazon, file)));
if (isBuilt) {
  await serveByAmazon(amazon);
} else {
  process.on('uncaughtException', (error) => crash(error, 129));
  process.on('unhandledRejection', (error) => crash(error, 128));
  process.on('beforeExit', () => whenIdle());
  await serve();
}
