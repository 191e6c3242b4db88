namespace CampaignDashboard.MediaWiki;

/// <summary>Pages that are titled by a user name, whatever the wiki calls their namespaces.</summary>
public static class UserPages
{
    /// <summary>True for the pages of users (2) and their talk pages (3); the numbers are the same on every wiki.</summary>
    public static bool Holds(int wikiNamespace) => wikiNamespace is 2 or 3;

    /// <summary>The user whom a page of these namespaces is called after: <c>Alice</c> of <c>Benutzerin:Alice/Entwurf</c>.</summary>
    public static string OwnerOf(string title)
    {
        var name = title[(title.IndexOf(':', StringComparison.Ordinal) + 1)..];
        // No user name holds a slash.
        return name.Split('/', 2)[0].Replace('_', ' ').Trim();
    }
}
