namespace CampaignDashboard.WikiFarm;

/// <summary>The SQL that this assembly carries.</summary>
internal static class EmbeddedSql
{
    internal static string Read(string name)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
