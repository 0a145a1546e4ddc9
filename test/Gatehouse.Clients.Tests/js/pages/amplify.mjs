// What an application's page has when it was built with Amplify: its functions, and the one setting that sends it here.
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';

globalThis.app = {
  ...auth,
  use: (userPoolId, userPoolClientId, userPoolEndpoint) => Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } }),
};
