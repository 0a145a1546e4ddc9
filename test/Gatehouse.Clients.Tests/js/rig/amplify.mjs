// Amplify as an application configures it, with the one setting that sends it here. It knows one person at a time.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { Amplify } from 'aws-amplify';
import { autoSignIn, confirmSignUp, signIn, signOut, signUp } from 'aws-amplify/auth';
import { codeFor, endpoint, fresh, mailbox, password } from './server.mjs';

// Amplify names a device after its browser; of the runtimes on servers only the newer ones say who they are.
globalThis.navigator ??= { userAgent: 'Node.js' };

// Beside each sign-up Amplify keeps a timer of three minutes, for which no process of ours shall wait.
const { setTimeout: later } = globalThis;
globalThis.setTimeout = (call, time, ...given) => {
  const timer = later(call, time, ...given);
  return time > 60_000 ? timer.unref() : timer;
};

let isConfigured = false;
let lastAutoSignIn = 0;

/** Uses a pool and a client from now on, and nobody is signed in. */
export async function use({ UserPoolId, ClientId }) {
  if (isConfigured) await signOut();
  isConfigured = true;
  Amplify.configure({ Auth: { Cognito: { userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint: endpoint } } });
}

/** Somebody who signed up and confirmed. */
export async function joined(attributes = {}) {
  const [username, email] = [fresh(), mailbox()];
  await signUp({ username, password, options: { userAttributes: { email, ...attributes } } });
  await confirmSignUp({ username, confirmationCode: await codeFor(email) });
  return { username, email };
}

/** A call ended with a sign-in. */
export const done = ({ isSignedIn, nextStep }) => assert.deepEqual([isSignedIn, nextStep.signInStep], [true, 'DONE']);

/** A call asks for this step; returns what it says of it. */
export function asks({ isSignedIn, nextStep }, step) {
  assert.deepEqual([isSignedIn, nextStep.signInStep], [false, step]);
  return nextStep;
}

/** Signs in with the password alone. */
export const enter = async (username, options = {}) => done(await signIn({ username, password, options }));

/** Lets Amplify sign in whoever signed up last. It never answers a call within 300 ms of the one before. */
export async function enterByItself() {
  await wait(Math.max(0, lastAutoSignIn + 350 - Date.now()));
  lastAutoSignIn = Date.now();
  return autoSignIn();
}
