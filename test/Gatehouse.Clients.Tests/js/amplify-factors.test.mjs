// Amplify 6: second factors and devices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  confirmSignIn, fetchAuthSession, fetchDevices, fetchMFAPreference, forgetDevice, rememberDevice, setUpTOTP, signIn, signOut, updateMFAPreference,
  updateUserAttribute, verifyTOTPSetup,
} from 'aws-amplify/auth';
import { asks, done, enter, joined, use } from './rig/amplify.mjs';
import { attributes, call, codeFor, fresh, mailbox, password, pool, wrong } from './rig/server.mjs';
import { totp } from './rig/totp.mjs';

const all = {
  SoftwareTokenMfaConfiguration: { Enabled: true },
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x' } },
  EmailMfaConfiguration: {},
};
const telephone = () => `+1555${String(process.hrtime.bigint()).slice(-7)}`;

/** Uses a new pool with these second factors. */
async function guarded(MfaConfiguration, factors = all, settings = {}) {
  const at = await pool({ AutoVerifiedAttributes: ['email'], ...settings });
  await call('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, MfaConfiguration, ...factors });
  await use(at);
  return at;
}

/** Somebody an administrator made, with a password of their own. */
async function person({ UserPoolId }, more = {}) {
  const Username = fresh();
  await call('AdminCreateUser', {
    UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes: Object.entries(more).map(([Name, Value]) => ({ Name, Value })),
  });
  await call('AdminSetUserPassword', { UserPoolId, Username, Password: password, Permanent: true });
  return Username;
}

const begin = (username, options = {}) => signIn({ username, password, options });

/** Whoever is signed in sets up an authenticator and turns it on; returns its secret. */
async function withAuthenticator() {
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: totp(sharedSecret), options: { friendlyDeviceName: 'My phone' } });
  await updateMFAPreference({ totp: 'PREFERRED' });
  return sharedSecret;
}

test('an authenticator is set up, turned on, and asked for', async () => {
  await guarded('OPTIONAL');
  const { username } = await joined();
  await enter(username);
  const { sharedSecret, getSetupUri } = await setUpTOTP();
  assert.equal(new URL(getSetupUri('Gatehouse', username)).href, `otpauth://totp/Gatehouse:${username}?secret=${sharedSecret}&issuer=Gatehouse`);
  await assert.rejects(verifyTOTPSetup({ code: wrong(wrong(totp(sharedSecret))) }), { name: 'EnableSoftwareTokenMFAException' });
  // The code of the step before leaves those of two more to sign in with. When a step ends just now it is too old, and the next one is not.
  const verify = () => verifyTOTPSetup({ code: totp(sharedSecret, -1) });
  await verify().catch(verify);
  await updateMFAPreference({ totp: 'PREFERRED' });
  assert.deepEqual(await fetchMFAPreference(), { preferred: 'TOTP', enabled: ['TOTP'] });
  await signOut();

  for (const [authFlowType, step] of [['USER_SRP_AUTH', 0], ['USER_PASSWORD_AUTH', 1]]) {
    asks(await begin(username, { authFlowType }), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await assert.rejects(confirmSignIn({ challengeResponse: wrong(wrong(totp(sharedSecret, step))) }), { name: 'CodeMismatchException' });
    done(await confirmSignIn({ challengeResponse: totp(sharedSecret, step) }));
    if (step === 1) await updateMFAPreference({ totp: 'DISABLED' });
    await signOut();
  }
  await enter(username);
  assert.deepEqual(await fetchMFAPreference(), { preferred: undefined, enabled: undefined });
});

test('who must have a second factor sets up an authenticator while signing in', async () => {
  const at = await guarded('ON', { SoftwareTokenMfaConfiguration: { Enabled: true } });
  const username = await person(at);
  const { totpSetupDetails } = asks(await begin(username), 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP');
  done(await confirmSignIn({ challengeResponse: totp(totpSetupDetails.sharedSecret), options: { friendlyDeviceName: 'My phone' } }));
  await signOut();
  asks(await begin(username), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  done(await confirmSignIn({ challengeResponse: totp(totpSetupDetails.sharedSecret, 1) }));
});

test('what to set up is chosen between an authenticator and a mailbox', async () => {
  const { SmsMfaConfiguration, ...two } = all;
  const at = await guarded('ON', two);
  for (const [choice, step] of [['TOTP', 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP'], ['EMAIL', 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP']]) {
    const username = await person(at);
    const { allowedMFATypes } = asks(await begin(username), 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION');
    assert.deepEqual([...allowedMFATypes].sort(), ['EMAIL', 'TOTP']);
    const { totpSetupDetails } = asks(await confirmSignIn({ challengeResponse: choice }), step);
    if (totpSetupDetails) {
      done(await confirmSignIn({ challengeResponse: totp(totpSetupDetails.sharedSecret) }));
    } else {
      const email = mailbox();
      const { codeDeliveryDetails } = asks(await confirmSignIn({ challengeResponse: email }), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
      assert.equal(codeDeliveryDetails.deliveryMedium, 'EMAIL');
      done(await confirmSignIn({ challengeResponse: await codeFor(email) }));
    }
    assert.deepEqual((await fetchMFAPreference()).enabled, [choice]);
    await signOut();
  }
});

test('a text message and a mail are second factors, and the person chooses between all three', async () => {
  const at = await guarded('OPTIONAL');
  const [email, phone_number] = [mailbox(), telephone()];
  const username = await person(at, { email, phone_number });
  await enter(username);
  await updateMFAPreference({ sms: 'PREFERRED' });
  assert.deepEqual(await fetchMFAPreference(), { preferred: 'SMS', enabled: ['SMS'] });
  await signOut();

  const sms = asks(await begin(username), 'CONFIRM_SIGN_IN_WITH_SMS_CODE');
  assert.deepEqual(sms.codeDeliveryDetails, { deliveryMedium: 'SMS', destination: `+*******${phone_number.slice(-4)}` });
  await assert.rejects(confirmSignIn({ challengeResponse: wrong(await codeFor(phone_number)) }), { name: 'CodeMismatchException' });
  done(await confirmSignIn({ challengeResponse: await codeFor(phone_number) }));
  await updateMFAPreference({ sms: 'NOT_PREFERRED', email: 'PREFERRED' });
  assert.deepEqual((await fetchMFAPreference()).preferred, 'EMAIL');
  await signOut();

  asks(await begin(username), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  done(await confirmSignIn({ challengeResponse: await codeFor(email) }));
  const secret = await withAuthenticator();
  await updateMFAPreference({ totp: 'NOT_PREFERRED' });
  await signOut();

  for (const [choice, step, code] of [
    ['TOTP', 'CONFIRM_SIGN_IN_WITH_TOTP_CODE', async () => totp(secret, 1)],
    ['SMS', 'CONFIRM_SIGN_IN_WITH_SMS_CODE', () => codeFor(phone_number)],
    ['EMAIL', 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE', () => codeFor(email)],
  ]) {
    const { allowedMFATypes } = asks(await begin(username), 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION');
    assert.deepEqual([...allowedMFATypes].sort(), ['EMAIL', 'SMS', 'TOTP']);
    asks(await confirmSignIn({ challengeResponse: choice }), step);
    done(await confirmSignIn({ challengeResponse: await code() }));
    await signOut();
  }
});

const tracking = (more = {}) => ({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false, ...more } });
const device = async () => (await fetchAuthSession()).tokens.accessToken.payload.device_key;

test('a device is confirmed, remembered, listed, and proven at the next sign-in in place of the second factor', async () => {
  const at = await guarded('OPTIONAL', all, tracking());
  const { username } = await joined();
  await enter(username);
  const key = await device();
  const [mine, ...others] = await fetchDevices();
  assert.deepEqual([mine.id, others], [key, []]);
  assert.ok(mine.name && mine.createDate instanceof Date && mine.lastAuthenticatedDate instanceof Date);
  await withAuthenticator();
  await signOut();

  for (const authFlowType of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH']) {
    await enter(username, { authFlowType });
    assert.equal(await device(), key, authFlowType);
    assert.equal((await fetchAuthSession({ forceRefresh: true })).tokens.accessToken.payload.device_key, key);
    await signOut();
  }

  await enter(username);
  await forgetDevice();
  assert.deepEqual(await fetchDevices(), []);
  await signOut();
  asks(await begin(username), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  assert.deepEqual((await call('AdminListDevices', { UserPoolId: at.UserPoolId, Username: username })).Devices, []);
});

test('a device that was forgotten elsewhere begins anew', async () => {
  const at = await guarded('OPTIONAL', all, tracking());
  const { username } = await joined();
  await enter(username);
  const key = await device();
  await signOut();
  await call('AdminForgetDevice', { UserPoolId: at.UserPoolId, Username: username, DeviceKey: key });
  await enter(username);
  assert.notEqual(await device(), key);
  assert.deepEqual((await fetchDevices()).map((one) => one.id), [await device()]);
});

test('a device is remembered when the person wants it', async () => {
  const at = await guarded('OPTIONAL', all, tracking({ DeviceOnlyRememberedOnUserPrompt: true }));
  const { username } = await joined();
  await enter(username);
  const status = async () => {
    const { Device } = await call('AdminGetDevice', { UserPoolId: at.UserPoolId, Username: username, DeviceKey: await device() });
    return attributes(Device.DeviceAttributes)['dev:device_remembered_status'];
  };
  assert.equal(await status(), 'not_remembered');
  await rememberDevice();
  assert.equal(await status(), 'remembered');
  await forgetDevice({ device: { id: await device() } });
  assert.deepEqual(await fetchDevices(), []);
});

test('a second factor follows a changed telephone number', async () => {
  const at = await guarded('OPTIONAL');
  const [first, second] = [telephone(), telephone()];
  const username = await person(at, { phone_number: first, email: mailbox() });
  await enter(username);
  await updateMFAPreference({ sms: 'PREFERRED' });
  await updateUserAttribute({ userAttribute: { attributeKey: 'phone_number', value: second } });
  await signOut();
  const { codeDeliveryDetails } = asks(await begin(username), 'CONFIRM_SIGN_IN_WITH_SMS_CODE');
  assert.equal(codeDeliveryDetails.destination, `+*******${second.slice(-4)}`);
  done(await confirmSignIn({ challengeResponse: await codeFor(second) }));
});
