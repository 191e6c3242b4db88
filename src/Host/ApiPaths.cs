using System.Text.RegularExpressions;

namespace CampaignDashboard.Host;

/// <summary>
/// Paths as the description tells them. What is for things of several kinds is routed by <c>{node}</c>; OpenAPI wants one
/// name for one place of a path, so there it is called by its kind: <c>/api/v1/sessions/{session}/archive</c>.
/// </summary>
internal static partial class ApiPaths
{
    private const string Node = "{node}";

    /// <summary>The path as it is told: without the constraints of the route.</summary>
    public static string Told(string path)
    {
        var bare = Constraint().Replace(path, "");
        return bare.Contains(Node, StringComparison.Ordinal)
            ? bare.Replace(Node, $"{{{Kind(bare)}}}", StringComparison.Ordinal)
            : bare;
    }

    /// <summary>What stands at the place of <c>{node}</c>: organiser, campaign, program or session.</summary>
    public static string Kind(string path) => path.Split('/')[3].TrimEnd('s');

    [GeneratedRegex(@":\w+(?=\})", RegexOptions.None, 1000)]
    private static partial Regex Constraint();
}
