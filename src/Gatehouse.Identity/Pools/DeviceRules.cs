namespace Gatehouse.Identity;

/// <summary>How a pool keeps track of the devices people sign in on.</summary>
/// <param name="SparesSecondFactor">A remembered device that proves itself stands in for the second factor.</param>
/// <param name="AsksPerson">A device is remembered only when its person says so; otherwise each is from the start.</param>
public sealed record DeviceRules(bool SparesSecondFactor, bool AsksPerson);
