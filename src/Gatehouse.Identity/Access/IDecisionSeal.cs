using Gatehouse.Access;
using Gatehouse.Access.Policies;

namespace Gatehouse.Identity;

/// <summary>Writes down why something was decided so that those alone can read it who may.</summary>
public interface IDecisionSeal
{
    /// <summary>Seals what was decided.</summary>
    /// <param name="who">About whom.</param>
    /// <param name="wish">What they wanted.</param>
    /// <param name="decision">What was decided.</param>
    /// <returns>A text of letters, digits, hyphens and underscores.</returns>
    string Seal(Principal who, Wish wish, Decision decision);
}
