using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace CampaignDashboard.Host;

/// <summary>Serilog to the console, one line an event; levels by <c>Logging:LogLevel</c>.</summary>
internal static class Logging
{
    public static Logger Configure(WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .Enrich.FromLogContext()
            .WriteTo.Console(
                restrictedToMinimumLevel: LogEventLevel.Debug,
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext:l} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture
            )
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger);
        return logger;
    }
}
