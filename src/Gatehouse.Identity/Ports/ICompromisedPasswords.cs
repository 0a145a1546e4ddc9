namespace Gatehouse.Identity;

/// <summary>Knows passwords that everybody tries first: those that were stolen elsewhere, and those that many people choose. It asks nobody outside.</summary>
public interface ICompromisedPasswords
{
    /// <summary>Whether a password is one of them, as it is spelled. It looks into memory or a file of this machine, and takes about as long either way.</summary>
    bool Knows(string password);
}
