using Gatehouse.TestKit;

[assembly: AssemblyFixture(typeof(SharedServer))]
