using System.Reflection;

namespace CampaignDashboard.Web;

/// <summary>What the host sets for all pages.</summary>
public sealed class WebOptions
{
    /// <summary>The product's name in the header and in titles.</summary>
    public string ProductName { get; set; } = "Campaign dashboard";

    /// <summary>Where the source code is; the footer's link.</summary>
    public string SourceAddress { get; set; } = "https://gitlab.wikimedia.org/";

    /// <summary>
    /// Origins besides our own that a form may lead to by a redirect (the wiki where people sign in).
    /// </summary>
    public IList<string> FormTargets { get; } = [];

    /// <summary>Origins besides our own that pages show images of (the wiki that keeps them).</summary>
    public IList<string> ImageSources { get; } = [];
}

/// <summary>An assembly with routable components and assets.</summary>
internal sealed record PageSource(Assembly Assembly);

/// <summary>An entry of the main navigation.</summary>
internal sealed record NavigationItem(string MessageKey, string Path, int Order);

/// <summary>The component that shows who is signed in.</summary>
internal sealed record AccountMenu(Type Component);
